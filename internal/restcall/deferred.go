package restcall

import (
	"fmt"
	"go/types"
	"path"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// deferredOf says how a user's handler hands over the work that sends a request.
// On the way down from its outermost caller the code that a message starts counts.
func (f *finder) deferredOf(s *flow.Send, node *flow.Func) string {
	for in := s; in != nil; in = in.Inner {
		n := in.Node
		if n == nil {
			continue
		}
		if _, ok := f.startedItself(n); ok || n == node || len(f.takers[n]) > 0 {
			if text := f.deferred(n); text != "" {
				return text
			}
		}
	}
	return f.deferred(node)
}

// deferred says how a user's handler hands over the work that fn does, if fn
// runs for a message, or in a loop over a channel, that a user's handler sends.
func (f *finder) deferred(fn *flow.Func) string {
	for _, k := range []rest.Kind{rest.Event, rest.Scheduled, rest.Batch} {
		for at, n := fn, 0; at != nil && n < 64; n++ {
			if text := f.throughChannel(at); text != "" && k != rest.Event {
				return text
			}
			l, ok := f.reach[k][at]
			if !ok {
				break
			}
			if l.from != nil {
				at = l.from
				continue
			}
			for _, r := range f.started(at) {
				if text := f.handedOver(r.topics, map[*flow.Func]bool{}); text != "" && r.kind == rest.Event {
					return text + " to " + r.text
				}
			}
			break
		}
	}
	return ""
}

// started returns what starts fn, and what starts the functions around it if fn
// is a part of one: a loop over the messages of a claim.
func (f *finder) started(fn *flow.Func) []root {
	roots := f.roots[fn]
	for fn.Kind != rest.Unknown && fn.Parent != nil {
		fn = f.enclosing(fn)
		roots = append(roots[:len(roots):len(roots)], f.roots[fn]...)
	}
	return roots
}

// handedOver says which user's handler sends to one of the topics, itself or
// through other consumers; seen are those that were asked about.
func (f *finder) handedOver(topics []string, seen map[*flow.Func]bool) string {
	if len(topics) == 0 {
		return ""
	}
	for _, e := range f.enqueues {
		if !meet(topics, f.topics(e.Pattern)) {
			continue
		}
		if _, user := f.reach[rest.ByUser][e.In]; user {
			at := f.where(e.At)
			return fmt.Sprintf("%s hands it over with %s at %s:%d", f.chain(rest.ByUser, e.In)[0].Text, shortName(e.Trigger), path.Base(at.File), at.Line)
		}
		if r, ok := f.rootOf(rest.Event, e.In); ok && !seen[e.In] {
			seen[e.In] = true
			if text := f.handedOver(r.topics, seen); text != "" {
				return text
			}
		}
	}
	return ""
}

// consumed returns what a registration says about the queue of its consumer: the
// subject, what it is registered on, the names of several.
func (f *finder) consumed(r *flow.Reg) []string {
	out := append(f.topics(r.Pattern), f.topics(r.On)...)
	if r.Fn != nil && r.Fn.Op == flow.Obj {
		for _, e := range r.Fn.Obj.Log {
			out = append(out, f.topics(e.Key)...)
		}
	}
	return out
}

// calledBy returns what the other end may call a consumer by: its own name, and
// the types of its messages.
func calledBy(fn *flow.Func) []string {
	var out []string
	if fn.Obj != nil {
		out = append(out, flow.FuncName(fn.Obj), fn.Obj.Name())
	}
	for i := range fn.Sig.Params().Len() {
		out = append(out, messageTypes(fn.Sig.Params().At(i).Type())...)
	}
	return out
}

// messageTypes returns the name of a struct type and of the types it is made of.
func messageTypes(t types.Type) []string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || types.IsInterface(n) {
		return nil
	}
	var out []string
	for i := range n.TypeArgs().Len() {
		out = append(out, messageTypes(n.TypeArgs().At(i))...)
	}
	return append(out, flow.TypeName(n))
}

// topics returns what a value says about a queue: texts, functions, types, and
// the settings that texts come from.
func (f *finder) topics(v *flow.Value) []string {
	t := &topicFinder{f: f, found: map[string]bool{}}
	t.add(v, 0)
	return t.out
}

type topicFinder struct {
	f     *finder
	out   []string
	found map[string]bool
	n     int
}

func (t *topicFinder) say(name string) {
	if name != "" && !t.found[name] {
		t.found[name] = true
		t.out = append(t.out, name)
	}
}

func (t *topicFinder) add(v *flow.Value, depth int) {
	t.n++
	if v == nil || depth > 6 || t.n > 200 {
		return
	}
	switch v = t.f.w.Resolve(v); v.Op {
	case flow.Const:
		if v.Type == nil || isText(v.Type) {
			t.say(v.Text)
		}
	case flow.Concat:
		if text := t.f.constant(v); !strings.Contains(text, "{") {
			t.say(text)
		}
	case flow.FuncVal:
		t.say(v.Text)
	case flow.Obj:
		t.object(v.Obj, depth)
	case flow.Result:
		if key, ok := arg(v, 1).ConstText(); ok && v.Text == "os.Getenv" {
			t.say("$" + key)
			return
		}
		for _, a := range v.Args {
			t.add(a, depth+1)
		}
	case flow.Join, flow.If:
		for _, a := range v.Args {
			t.add(a, depth+1)
		}
	case flow.Field, flow.Global:
		if v.Var != nil && v.Var.Pkg() != nil && (isText(v.Var.Type()) || v.Op == flow.Global) {
			t.say(fmt.Sprintf("%s.%s at %d", v.Var.Pkg().Path(), v.Var.Name(), v.Var.Pos()))
		}
	}
}

func (t *topicFinder) object(o *flow.Object, depth int) {
	if o.Base != nil {
		t.add(o.Base, depth+1)
	}
	if strings.Contains(o.Kind, ".") && o.Base == nil {
		t.say(o.Kind)
	}
	for _, name := range o.Order {
		t.add(o.Field[name], depth+1)
	}
	for _, e := range o.Log {
		t.add(e.Val, depth+1)
	}
}

func isText(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// meet reports whether a consumer of some topics gets what is sent to others.
func meet(consumer, sent []string) bool {
	for _, c := range consumer {
		for _, s := range sent {
			if delivers(c, s) {
				return true
			}
		}
	}
	return false
}

// delivers reports whether what is sent to a topic reaches who consumes under a
// pattern: the same text, a wildcard of a subject, a prefix that ends where a
// word does, a subscription named after its topic.
func delivers(pattern, topic string) bool {
	switch {
	case pattern == topic:
		return true
	case strings.ContainsAny(pattern, "*>"):
		return wildcard(strings.Split(pattern, "."), strings.Split(topic, "."))
	case len(pattern) > 1 && strings.HasSuffix(pattern, ":") && strings.HasPrefix(topic, pattern):
		return true
	}
	for _, end := range []string{"-sub", "-subscription", ".sub", "_sub"} {
		if pattern == topic+end {
			return true
		}
	}
	return false
}

func wildcard(pattern, topic []string) bool {
	for i, p := range pattern {
		switch {
		case p == ">" || p == "#":
			return true
		case i >= len(topic), p != "*" && p != topic[i]:
			return false
		}
	}
	return len(pattern) == len(topic)
}
