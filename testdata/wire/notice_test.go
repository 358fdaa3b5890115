package wire_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/m2me/m2me/testdata/wire/event"
	"github.com/m2me/m2me/testdata/wire/platform"
)

// complaints is a reporter that keeps what it is told.
type complaints []string

func (*complaints) Helper() {}

func (c *complaints) Errorf(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}

// want holds that there was a complaint with a text in it.
func (c *complaints) want(t *testing.T, text string) {
	t.Helper()
	if !slices.ContainsFunc(*c, func(s string) bool { return strings.Contains(s, text) }) {
		t.Errorf("no complaint about %q, but %q", text, *c)
	}
}

// TestNotices tests the tests: runs that are wrong are told from right ones.
func TestNotices(t *testing.T) {
	t.Parallel()
	p := small("inline", "A", 1, step{user: ada, path: "/labs"})
	p.plain = true
	b := migrate(t, p)
	scopes := b.plan.connectScopes()
	before := play(t, startWorld(t, platform.Config{Clients: clients(p, allMachine, nil)}), p, b.before, nil, nil)
	after := play(t, startWorld(t, platform.Config{Clients: clients(p, nil, scopes)}), p, b.after, scopes, nil)
	t.Run("nothing migrated", func(t *testing.T) {
		var c complaints
		compare(&c, p, before, before)
		c.want(t, "went out with a token of machine")
		checkExercised(&c, b.plan, before)
		c.want(t, "no step reaches inline/labs.go")
	})
	t.Run("another page", func(t *testing.T) {
		var c complaints
		bad := slices.Clone(after)
		bad[0].page.Body = "nothing"
		compare(&c, p, before, bad)
		c.want(t, "the answer was")
	})
	for name, doctor := range map[string]func(e *event.Event){
		"names a user":             func(e *event.Event) { e.URI += "?for=" + ada },
		"went out with a token of": func(e *event.Event) { e.User = ben },
		"before, this was":         func(e *event.Event) { e.Body = "{}" },
	} {
		t.Run(name, func(t *testing.T) {
			var c complaints
			compare(&c, p, before, doctored(after, doctor))
			c.want(t, name)
		})
	}
	t.Run("a kept call changed", func(t *testing.T) {
		var c complaints
		nobody := *p
		nobody.steps = []step{{path: "/labs"}}
		compare(&c, &nobody, before, doctored(before, func(e *event.Event) { e.Header.Set("Accept", "text/csv") }))
		c.want(t, "kept calls were")
	})
	t.Run("a scope too many", func(t *testing.T) {
		var c complaints
		wide := b
		wide.plan.Connect = append(slices.Clone(b.plan.Connect), struct{ Scope string }{"read:payments"})
		checkMinimal(t, &c, p, wide, after)
		c.want(t, "without read:payments everything works")
	})
}

// doctored returns a copy of outcomes with every call changed.
func doctored(in []outcome, change func(*event.Event)) []outcome {
	out := slices.Clone(in)
	for i := range out {
		out[i].events = slices.Clone(out[i].events)
		for j := range out[i].events {
			if e := &out[i].events[j]; e.Kind == event.Call {
				e.Header = e.Header.Clone()
				change(e)
			}
		}
	}
	return out
}
