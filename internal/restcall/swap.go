package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Pseudo fields of the clients of libraries that wrap net/http.
const (
	httpInside = "m2me.http" // the *http.Client inside
	settings   = "m2me.set"  // the settings that an *http.Client does not hold
	unlike     = "m2me.why"  // of an *http.Client: why the user's cannot take its place
)

// inside returns the *http.Client that a client of another library sends with.
func (f *finder) inside(v *flow.Value) *flow.Value {
	if v == nil || v.Op != flow.Obj {
		return v
	}
	if inner := v.Obj.Get(httpInside); inner != nil {
		return f.w.Resolve(inner)
	}
	return v
}

// swap completes what an idiom says about a library with what is known of the
// client at hand.
func (f *finder) swap(s rest.Swap, client *flow.Value) rest.Swap {
	if client != nil && client.Op == flow.Obj && s.Why == "" {
		if why, ok := client.Obj.Get(unlike).ConstText(); ok {
			return rest.Swap{Pkg: client.Obj.Kind, Why: why}
		}
	}
	if s.With == "" || client == nil || client.Op != flow.Obj || client.Obj.Base != nil {
		return s
	}
	set := client.Obj.Get(settings)
	if set == nil || set.Op != flow.Obj || set.Obj.Base != nil {
		return s
	}
	for _, e := range set.Obj.Log {
		if name, ok := e.Val.ConstText(); ok {
			s.Carried = append(s.Carried, name)
		}
	}
	s.Plain = len(s.Carried) == 0
	return s
}

// wrapperAuth reads the credential of a client that wraps an *http.Client: its
// own headers come first.
func (f *finder) wrapperAuth(o *flow.Object, inner *flow.Value, depth int) (rest.Auth, bool) {
	byClient, choice := f.clientAuth(inner, depth+1)
	if h := o.Get("Header"); h != nil && h.Op == flow.Obj {
		s := &flow.Send{Header: h.Obj}
		auth := f.headerAuth(nil, s, s)
		if auth.Grant != rest.GrantUnknown || len(auth.Set) > 0 || !silent(auth) && byClient.Grant == rest.NoCredential {
			return auth, choice
		}
	}
	return byClient, choice
}

// headerLog returns what is put into a header, behind what it began with: the
// header of a shared builder.
func (f *finder) headerLog(h *flow.Object) []flow.Entry {
	if h.Base == nil {
		return h.Log
	}
	base := f.w.Resolve(h.Base)
	if base == nil || base.Op != flow.Obj || base.Obj == h || base.Obj.Base != nil {
		return h.Log
	}
	return append(append([]flow.Entry(nil), base.Obj.Log...), h.Log...)
}
