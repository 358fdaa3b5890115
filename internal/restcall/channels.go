package restcall

import (
	"fmt"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// channels gathers who sends to which channel, and whose loops receive from it.
func (f *finder) channels() {
	f.senders, f.takers = map[string][]flow.ChanUse{}, map[*flow.Func][]string{}
	f.sent = map[*flow.Func][]flow.ChanUse{}
	for _, fn := range f.w.Funcs() {
		sum := f.w.Summary(fn)
		if sum == nil {
			continue
		}
		for _, use := range sum.Chans {
			for _, job := range f.functions(use.Val, nil) {
				f.sent[job] = append(f.sent[job], use)
			}
			for _, name := range f.channel(use.Chan, 0) {
				if use.Val != nil {
					f.senders[name] = append(f.senders[name], use)
				} else if !slices.Contains(f.takers[use.In], name) {
					f.takers[use.In] = append(f.takers[use.In], name)
				}
			}
		}
	}
}

// channel returns what tells a channel from others: where it was made, or else
// where it is kept.
func (f *finder) channel(v *flow.Value, depth int) []string {
	if v == nil || depth > 4 {
		return nil
	}
	switch v = f.w.Resolve(v); v.Op {
	case flow.Obj:
		if v.Obj.Base == nil && v.Obj.Site.IsValid() {
			return []string{fmt.Sprintf("made at %d", v.Obj.Site.Pos)}
		}
		return f.channel(v.Obj.Base, depth+1)
	case flow.Field, flow.Global:
		if v.Var != nil {
			return []string{fmt.Sprintf("kept at %d", v.Var.Pos())}
		}
	case flow.Join, flow.If:
		var out []string
		for _, a := range v.Args {
			out = append(out, f.channel(a, depth+1)...)
		}
		return out
	}
	return nil
}

// throughChannel says which user's handler sends fn to a channel, or what a loop
// in fn receives. No user runs fn itself.
func (f *finder) throughChannel(fn *flow.Func) string {
	if _, user := f.reach[rest.ByUser][fn]; user {
		return ""
	}
	uses := f.sent[fn]
	for _, name := range f.takers[fn] {
		uses = append(uses[:len(uses):len(uses)], f.senders[name]...)
	}
	for _, use := range uses {
		if _, user := f.reach[rest.ByUser][use.In]; user {
			at := f.where(use.At)
			return fmt.Sprintf("%s sends it to a channel at %s:%d, and a loop that no user runs receives it",
				f.chain(rest.ByUser, use.In)[0].Text, path.Base(at.File), at.Line)
		}
	}
	return ""
}

// received returns what was sent to the channel that an element comes from, if
// all of it belongs to one run of a user's handler: the handler makes the
// channel. A channel that is kept somewhere mixes the users of many runs.
func (t *tracer) received(v *flow.Value) []*flow.Value {
	base := arg(v, 0)
	if base == nil || base.Type == nil {
		return nil
	}
	if _, ok := base.Type.Underlying().(*types.Chan); !ok {
		return nil
	}
	names := t.channel(base, 0)
	if len(names) != 1 || !strings.HasPrefix(names[0], "made at ") {
		return nil
	}
	var out []*flow.Value
	for _, use := range t.senders[names[0]] {
		if !t.ownRun(use.Chan) {
			return nil
		}
		out = append(out, use.Val)
	}
	return out
}

// ownRun reports whether a channel is made by a function that only users' requests
// run.
func (t *tracer) ownRun(ch *flow.Value) bool {
	ch = t.w.Resolve(ch)
	if ch.Op != flow.Obj {
		return false
	}
	var maker *flow.Func
	for _, fn := range t.w.Funcs() {
		if fn.Span.Pos <= ch.Obj.Site.Pos && ch.Obj.Site.End <= fn.Span.End && (maker == nil || inside(fn, maker)) {
			maker = fn
		}
	}
	return maker != nil && t.origin(maker).Kind == rest.ByUser
}
