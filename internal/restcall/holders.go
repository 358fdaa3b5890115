package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// held is the machine's credential that every client of a type holds, each in its
// own way, where it is not known which of them sends: one in a header that it adds,
// another in the *http.Client it was given. ok is false if one of them holds none.
func (f *finder) held(client *flow.Value) (auth rest.Auth, ok bool) {
	for v := flow.Lower(client); v != nil && v.Op == flow.Field; v = flow.Lower(arg(v, 0)) {
		owners := f.owners(arg(v, 0))
		if len(owners) < 2 {
			continue
		}
		for _, o := range owners {
			got := f.holds(o, 0)
			if !got.Grant.M2M() {
				return rest.Auth{}, false
			}
			auth = got
		}
		return auth, true
	}
	return rest.Auth{}, false
}

// owners returns the objects that a value may be, if the program makes all of them.
func (f *finder) owners(v *flow.Value) []*flow.Value {
	v = f.w.Resolve(v)
	var all []*flow.Value
	switch {
	case v == nil:
	case v.Op == flow.Join || v.Op == flow.If:
		all = v.Args
	case v.Op == flow.Obj && v.Obj.Base != nil && v.Obj.Base.Op == flow.Param:
		all = f.w.ParamValues(v.Obj.Base.Fn, v.Obj.Base.Num)
	}
	for _, o := range all {
		if o == nil || o.Op != flow.Obj || o.Obj.Base != nil {
			return nil
		}
	}
	return all
}

// holds returns the machine's credential in an object: in the client it sends with,
// or under the name of a header.
func (f *finder) holds(v *flow.Value, depth int) rest.Auth {
	v = flow.Lower(v)
	if v == nil || v.Op != flow.Obj || depth > 3 {
		return rest.Auth{}
	}
	if v.Obj.Kind == "net/http.Client" {
		auth, _ := f.clientAuth(v, depth)
		return auth
	}
	for _, name := range v.Obj.Order {
		if auth := f.holds(v.Obj.Field[name], depth+1); auth.Grant.M2M() {
			return auth
		}
	}
	for _, e := range v.Obj.Log {
		if name, ok := e.Key.ConstText(); ok && name != "" {
			if auth := f.credential(e.Val); auth.Grant.M2M() {
				return auth
			}
		}
	}
	return rest.Auth{}
}
