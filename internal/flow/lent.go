package flow

import "github.com/m2me/m2me/internal/rest"

// Lent is the operation of an entry that says that code that could not be read
// where it is called had the object in its hands: Val is the function.
const Lent = "lent"

// LentQuery is the same for the parameters of a query.
const LentQuery = "lent query"

// lend notes that a request, or its headers, is handed to code that is not at
// hand: it may put a credential on it.
func (e *eval) lend(v, to *Value) {
	if v == nil || v.Op != Obj {
		return
	}
	if v.Obj.Kind == "net/http.Request" {
		fv, t := fieldOf(v, "Header")
		v = e.w.field(v, "Header", fv, t)
	}
	if v.Op == Obj && v.Obj.Kind == "net/http.Header" {
		v.Obj.Put(Entry{Op: Lent, Key: NewConst(""), Val: to})
	}
}

// lendQuery notes that parameters of a query are handed to a function that a caller
// may know: an option.
func (e *eval) lendQuery(v, to *Value) {
	if v != nil && v.Op == Obj && v.Obj.Kind == kindValues {
		v.Obj.Put(Entry{Op: LentQuery, Key: NewConst(""), Val: to, Cond: e.guard(nil)})
	}
}

// The types of what a function may be lent to put parameters on.
const (
	kindValues  = "net/url.Values"
	kindRequest = "net/http.Request"
)

// AddsQuery returns the parameters that a function value puts on the query, or the
// request, that it is lent; of an element of a list, what all of them put there. ok is
// false where the function is not known. What does nothing else can be taken out
// of the list that it stands in.
func (w *World) AddsQuery(fn *Value) (params []Entry, ok bool) {
	fn = Lower(fn)
	switch {
	case OfEmpty(fn):
		return nil, true
	case fn == nil:
		return nil, false
	case fn.Op == FuncVal:
		return w.adds(fn)
	case fn.Op != Elem || fn.Args[0] == nil || fn.Args[0].Op != Obj || fn.Args[0].Obj.Base != nil:
		return nil, false
	}
	for _, one := range fn.Args[0].Obj.Log {
		val := one.Val
		if one.Op == "spread" {
			val = &Value{Op: Elem, Args: []*Value{one.Val}}
		}
		got, known := w.AddsQuery(val)
		if !known {
			return nil, false
		}
		for _, p := range got {
			if p.Form == rest.ParamElement && one.Op == "elem" {
				p.Src = one.Src
			}
			if p.Cond == nil {
				p.Cond = one.Cond
			}
			params = append(params, p)
		}
	}
	return params, true
}

// adds is AddsQuery for one function.
func (w *World) adds(fn *Value) (params []Entry, ok bool) {
	sum, captured := w.FuncSummary(fn)
	if sum == nil {
		return nil, false
	}
	s := w.subst(captured)
	for _, p := range sum.Params {
		for _, entry := range queryLog(p) {
			if entry, ok := s.entry(entry); ok {
				entry.Src, entry.Form = rest.Span{}, rest.ParamElsewhere
				params = append(params, entry)
			}
		}
	}
	if len(params) == 1 && addsOnly(sum) {
		params[0].Src, params[0].Form = fn.Src, rest.ParamElement
	}
	return params, true
}

// queryLog returns what was put on a query, or on that of a request.
func queryLog(p *Value) []Entry {
	if p == nil || p.Op != Obj {
		return nil
	}
	if p.Obj.Kind == kindRequest {
		if p = p.part("URL").part("RawQuery"); p == nil || p.Op != Encoded {
			return nil
		}
		p = p.Args[0]
	}
	if p == nil || p.Op != Obj || p.Obj.Kind != kindValues {
		return nil
	}
	return p.Obj.Log
}

// addsOnly reports whether a function does nothing but put parameters on a query.
func addsOnly(sum *Summary) bool {
	if len(sum.Sends)+len(sum.Calls)+len(sum.Dyn)+len(sum.Regs) > 0 {
		return false
	}
	for _, p := range sum.Params {
		if p == nil || p.Op != Obj || !p.Obj.touched() || p.Obj.Kind == kindValues {
			continue
		}
		for _, name := range p.Obj.Order {
			if f := p.Obj.Field[name]; f.Op != Obj || f.Obj.touched() && (name != "URL" || len(queryLog(p)) == 0) {
				return false
			}
		}
	}
	return true
}

// lentParams returns what is put on a query by the function that it was lent to, now
// that the function is known.
func (w *World) lentParams(e Entry) (params []Entry, ok bool) {
	if e.Op != LentQuery {
		return nil, false
	}
	return w.AddsQuery(e.Val)
}
