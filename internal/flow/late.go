package flow

import (
	"go/types"
	"strings"
)

// A function that takes options fills a struct with defaults, hands it to each option
// and reads it then:
//
//	c := &call{path: "/v1/things"}
//	for _, o := range opts { o(c) }
//	http.NewRequest(c.method, base+c.path, nil)
//
// What it reads is known where the options are: to its callers. Until then it is a
// Field with the function that the struct was handed to beside it.

// awaitsOptions notes that a struct made here is handed to a function that only callers
// know.
func (e *eval) awaitsOptions(v, to *Value) {
	if v == nil || v.Op != Obj || v.Obj.Base != nil || v.Obj.lentTo != nil || strings.HasPrefix(v.Obj.Kind, "net/") || !e.known(to) {
		return
	}
	v.Obj.lentTo, v.Obj.since = to, map[string]bool{}
}

// read returns field name of base as the code after an option sees it.
func (w *World) read(base *Value, name string, fv *types.Var, t types.Type) *Value {
	got := w.field(base, name, fv, t)
	if base == nil || base.Op != Obj || base.Obj.lentTo == nil || base.Obj.since[name] || !w.mayAssign(fv) {
		return got
	}
	if got != nil && got.Op == Obj && got.Obj.Kind != "net/http.Client" { // what is in it may be set
		if got.Obj.lentTo == nil {
			got.Obj.lentTo, got.Obj.since = base.Obj.lentTo, map[string]bool{}
		}
		return got
	}
	return &Value{Op: Field, Text: name, Var: fv, Args: []*Value{base, base.Obj.lentTo}, Type: t}
}

// mayAssign reports whether some statement assigns a field or a package variable: one
// in sight, or one of another package.
func (w *World) mayAssign(fv *types.Var) bool {
	return fv == nil || w.assigned[fv.Origin()] || fv.Exported() && w.cfg.Await
}

// isLate reports whether v is what an option leaves in a field.
func isLate(v *Value) bool { return v.Op == Field && len(v.Args) == 2 }

// late reads a field that options may have set, now that more is known of them: to is
// what was handed the struct. An option that is known has been called with it.
func (w *World) late(v, base, to *Value) *Value {
	got := w.field(base, v.Text, v.Var, v.Type)
	switch whether(to, 0) {
	case surely:
		return got
	case later:
		return &Value{Op: Field, Text: v.Text, Var: v.Var, Args: []*Value{base, to}, Type: v.Type}
	}
	return join(got, unknown("what an option sets "+v.Text+" to"))
}

// A certainty says whether a function is called.
type certainty int

const (
	surely certainty = iota // it is known and is called, or there is none
	later                   // callers know
	perhaps
)

// whether says whether a function value is called where a struct is handed to it; of
// an element of a list, whether all of them are.
func whether(to *Value, depth int) certainty {
	to = Lower(to)
	switch {
	case to == nil || depth > 6:
		return perhaps
	case to.Op == FuncVal:
		return surely
	case to.Op == Elem || to.Op == Index:
		if list := Lower(to.Args[0]); list != nil && list.Op == Obj && list.Obj.Kind == "slice" && list.Obj.Base == nil {
			return whetherAll(list.Obj.Log, depth)
		}
	}
	if callersKnow(to) {
		return later
	}
	return perhaps
}

// whetherAll is whether for what was put into a list.
func whetherAll(list []Entry, depth int) certainty {
	all := surely
	for _, entry := range list {
		one := entry.Val
		if entry.Op == "spread" {
			one = &Value{Op: Elem, Args: []*Value{entry.Val}}
		}
		if entry.Cond != nil {
			return perhaps
		}
		all = max(all, whether(one, depth+1))
	}
	return all
}

// callersKnow reports whether a value is a parameter or a part of one.
func callersKnow(v *Value) bool {
	v = root(v)
	return v != nil && v.Op == Param
}

// root returns what a value is a part of.
func root(v *Value) *Value {
	for v != nil && (v.Op == Elem || v.Op == Field || v.Op == Index) {
		v = Lower(v.Args[0])
	}
	return v
}
