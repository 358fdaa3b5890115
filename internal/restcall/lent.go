package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// lentQuery returns the parameters that functions put on a request which they are
// lent before it is sent: request editors. It is nil if there are none.
func (f *finder) lentQuery(s *flow.Send) *flow.Value {
	if s.Header == nil {
		return nil
	}
	var query *flow.Value
	for _, e := range f.headerLog(s.Header) {
		if e.Op != flow.Lent {
			continue
		}
		params, _ := f.w.AddsQuery(e.Val)
		for _, p := range params {
			if query == nil {
				query = flow.NewObject("net/url.Values", nil, s.ClientExpr)
			}
			query.Obj.Put(p)
		}
	}
	return query
}

// lentParams reads these parameters.
func (f *finder) lentParams(r *reader, s *flow.Send) []rest.Param {
	lent := f.lentQuery(s)
	if lent == nil {
		return nil
	}
	params := r.params(lent, lent)
	for i, p := range params {
		if p.Form == rest.ParamElsewhere {
			params[i].Form = rest.ParamOption
		}
	}
	return params
}
