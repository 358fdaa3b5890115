package flow

import (
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// register notes a function handed to a framework.
func (e *eval) register(r *Reg) {
	if in := e.standIn(r.Fn, r.call); in != nil {
		one := *r
		one.Fn = in
		r = &one
	}
	r.Before = e.before(r.Router)
	if len(e.sum.Regs) < maxSends {
		e.sum.Regs = append(e.sum.Regs, r)
	}
}

// puts notes middleware that is put on a router: what is registered there later has
// it before it, unless the entry has a condition.
func (e *eval) puts(c *Call) {
	if c.Recv == nil || c.Recv.Op != Obj {
		return
	}
	cond := e.unsure()
	if slices.ContainsFunc(c.Args, func(a *Value) bool { return isText(a.Type) }) {
		cond = &Cond{Val: unknown("below a path of its own")}
	}
	for _, a := range c.Args {
		c.Recv.Obj.Put(Entry{Op: "use", Val: a, Src: c.Span(), Cond: cond})
	}
}

// unsure returns the condition under which something is done here, also where the
// function may have returned before.
func (e *eval) unsure() *Cond {
	for _, r := range e.rets {
		if !r.failed {
			return &Cond{Val: unknown("it may have returned before")}
		}
	}
	if e.loop > 0 {
		return &Cond{Val: unknown("a loop")}
	}
	return e.guard(nil)
}

// before returns the middleware that stands before what is registered on a router
// now, come what may: its own, and what was on the outer routers when it was made.
func (e *eval) before(router *Object) []*Value {
	var out []*Value
	var made rest.Span // where the router below was made
	for depth := 0; router != nil && depth < 8; depth++ {
		for _, entry := range router.Log {
			if entry.Op == "use" && entry.Cond == nil && !e.behind(made, entry.Src) {
				out = append(out, entry.Val)
			}
		}
		made = router.Site
		up := router.Field[routerParent]
		if up == nil || up.Op != Obj {
			break
		}
		router = up.Obj
	}
	return out
}

// behind reports whether b stands behind a in the same file.
func (e *eval) behind(a, b rest.Span) bool {
	return a.IsValid() && b.IsValid() && b.Pos > a.Pos && e.w.Fset.File(a.Pos) == e.w.Fset.File(b.Pos)
}
