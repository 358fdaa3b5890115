package wire_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/m2me/m2me/testdata/wire/event"
	"github.com/m2me/m2me/testdata/wire/platform"
)

// A reporter is a *testing.T, or somebody who tests the tests.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// calls returns the calls among events, from the last login on: what a page did
// before it sent the browser to the consent screen is done again after it.
func calls(events []event.Event) []event.Event {
	var out []event.Event
	for _, e := range events {
		switch {
		case e.Kind == event.Token && e.Grant == "authorization_code":
			out = nil
		case e.Kind == event.Call:
			out = append(out, e)
		}
	}
	return out
}

// wire is what a call was on the wire, except for the token.
func wire(e event.Event) string {
	h, _ := json.Marshal(e.Header) // sorted
	return fmt.Sprintf("%s %s %s\n%s\n%s", e.Method, e.Host, e.URI, h, e.Body)
}

// distinct returns the different calls, sorted.
func distinct(events []event.Event) []string {
	var out []string
	for _, e := range calls(events) {
		out = append(out, wire(e))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// users returns all users of a script.
func (p *program) users() []string {
	var out []string
	for _, s := range p.steps {
		if s.user != "" && !slices.Contains(out, s.user) {
			out = append(out, s.user)
		}
	}
	return out
}

// isKept reports whether the script says that this call stays as it is.
func (s step) isKept(e event.Event) bool {
	path, _, _ := strings.Cut(e.URI, "?")
	return slices.ContainsFunc(s.kept, func(k string) bool {
		method, template, _ := strings.Cut(k, " ")
		return method == e.Method && like(template, path)
	})
}

// like compares a path with a template whose braces stand for one segment.
func like(template, path string) bool {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

// A tally is what a program's comparison has counted.
type tally struct{ migrated, keptUser, keptOther, steps int }

// compare checks a program's run after its migration against the one before.
func compare(t reporter, p *program, before, after []outcome) (n tally) {
	t.Helper()
	for i, s := range p.steps {
		n.steps++
		was, is := before[i], after[i]
		name := fmt.Sprintf("step %d (%s %s %s)", i, s.user, s.methodOr(), s.path)
		if !was.page.same(is.page) && s.differs == "" {
			t.Errorf("%s: the answer was\n%v\nand is\n%v", name, was.page, is.page)
		}
		if s.user == "" || s.job != "" {
			n.keptOther += compareKept(t, name, was, is)
			continue
		}
		compareUser(t, p, name, s, was, is, &n)
	}
	return n
}

// compareKept holds that what nobody did for himself is the same on the wire.
func compareKept(t reporter, name string, was, is outcome) int {
	t.Helper()
	a, b := distinct(was.events), distinct(is.events)
	if !slices.Equal(a, b) {
		t.Errorf("%s: kept calls were\n%s\nand are\n%s", name, strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
	for _, e := range calls(is.events) {
		if e.Auth != "machine" || e.Status != 200 {
			t.Errorf("%s: %s %s with a token of %s: %d %s", name, e.Method, e.URI, e.Auth, e.Status, e.Error)
		}
	}
	return len(b)
}

// compareUser holds that what a user caused is done as that user, or kept.
func compareUser(t reporter, p *program, name string, s step, was, is outcome, n *tally) {
	t.Helper()
	old, now := calls(was.events), calls(is.events)
	if len(old) != len(now) || len(now) == 0 {
		t.Errorf("%s: %d calls before, %d after", name, len(old), len(now))
		return
	}
	machine := false
	for i, e := range now {
		switch {
		case s.isKept(e):
			machine = machine || e.Auth == "machine"
			n.keptUser++
			if wire(e) != wire(old[i]) || e.Auth != old[i].Auth {
				t.Errorf("%s: a kept call was\n%s\nand is\n%s", name, wire(old[i]), wire(e))
			}
		case e.Auth != "user" || e.User != s.user || e.Status != 200:
			t.Errorf("%s: %s %s went out with a token of %s %q: %d %s", name, e.Method, e.URI, e.Auth, e.User, e.Status, e.Error)
		default:
			n.migrated++
			if old[i].Auth != "machine" || old[i].Method != e.Method || old[i].Body != e.Body {
				t.Errorf("%s: before, this was\n%s\nand is\n%s", name, wire(old[i]), wire(e))
			}
			for _, u := range p.users() {
				if strings.Contains(wire(e), u) {
					t.Errorf("%s: names a user:\n%s", name, wire(e))
				}
			}
		}
	}
	for _, e := range is.events {
		if e.Kind == event.Token && e.Grant == "client_credentials" && !machine {
			t.Errorf("%s: fetched a machine token (%v) that no call needs", name, e.Scopes)
		}
	}
}

// checkConsent holds that each user was asked once, for what the plan printed.
func checkConsent(t *testing.T, w *world, p *program, pl plan) {
	t.Helper()
	want := append([]string{"openid"}, pl.connectScopes()...)
	slices.Sort(want)
	asked := map[string]int{}
	for _, e := range w.since(t, 0) {
		if e.Kind == event.Consent && e.Client == userID {
			asked[e.User]++
			got := slices.Clone(e.Scopes)
			if slices.Sort(got); !slices.Equal(got, want) || e.Error != "" {
				t.Errorf("%s granted %v (%s), and the plan says %v", e.User, got, e.Error, want)
			}
		}
	}
	for _, u := range p.users() {
		want := 1
		if u == kim {
			want = 0
		}
		if asked[u] != want {
			t.Errorf("%s was asked for consent %d times", u, asked[u])
		}
	}
	for _, g := range w.grants(t) {
		if g.Revoked {
			t.Errorf("the grant of %s to %s has ended: %+v", g.User, g.Client, g)
		}
	}
}

// checkExercised holds that the script reached every call the plan migrates.
func checkExercised(t reporter, pl plan, after []outcome) {
	t.Helper()
	for _, f := range pl.Findings {
		if f.Verdict != "migrate" {
			continue
		}
		if !slices.ContainsFunc(after, func(o outcome) bool {
			return slices.ContainsFunc(calls(o.events), func(e event.Event) bool {
				path, _, _ := strings.Cut(e.URI, "?")
				return e.Auth == "user" && e.Method == f.Method && like(f.Me, path)
			})
		}) {
			t.Errorf("no step reaches %s:%d, %s %s", f.File, f.Line, f.Method, f.Me)
		}
	}
}

// checkMinimal holds that no scope of the plan can be left out: without it, one
// of the steps does not end as it should.
func checkMinimal(t *testing.T, rep reporter, p *program, b built, good []outcome) {
	t.Helper()
	scopes := b.plan.connectScopes()
	for i, scope := range scopes {
		// Half of the runs get insufficient_scope as 401: the pages disagree.
		w := startWorld(t, platform.Config{
			Clients: clients(p, b.machineScopes(p), scopes), ScopeStatus: []int{401, 403}[i%2],
		})
		out := play(t, w, p, b.after, scopes, []string{scope})
		broken, refused := 0, 0
		for i, o := range out {
			if !o.page.same(good[i].page) || len(o.page.Asked) > 1 {
				broken++
			}
			for _, e := range o.events {
				if e.Error == "insufficient_scope" && e.Needs == scope && e.Auth == "user" {
					refused++
				}
				if e.Auth == "machine" && !p.steps[i].isKept(e) && p.steps[i].user != "" {
					rep.Errorf("without %s, %s %s goes out with the machine token", scope, e.Method, e.URI)
				}
			}
		}
		if broken == 0 || refused == 0 {
			rep.Errorf("without %s everything works (%d steps differ, %d calls refused): the plan asks for too much", scope, broken, refused)
		}
	}
}
