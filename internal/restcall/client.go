package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

func (f *finder) isDefaultClient(v *flow.Value) bool {
	if v == nil {
		return true
	}
	v = flow.Lower(v)
	if v.Op == flow.Nil {
		return true
	}
	if v.Op == flow.Global && v.Var.Pkg() != nil && v.Var.Pkg().Path() == "net/http" && v.Var.Name() == "DefaultClient" {
		return true
	}
	if got := f.w.Resolve(v); got != v && got != nil && (got.Op == flow.Global || got.Op == flow.Nil) {
		return f.isDefaultClient(got)
	}
	return false
}

// isOAuth2Client reports whether a client was made by package oauth2 in the
// package that sends, and so has no settings of its own to lose.
func (f *finder) isOAuth2Client(v *flow.Value, pkg string) bool {
	built := f.w.Resolve(v)
	if built == nil || built.Op != flow.Obj || built.Obj.Kind != "net/http.Client" || f.where(built.Obj.Site).Pkg != pkg {
		return false
	}
	tr := built.Obj.Get("Transport")
	return len(built.Obj.Order) == 1 && tr != nil && tr.Op == flow.Obj && tr.Obj.Kind == "golang.org/x/oauth2.Transport"
}

// clientAuth reads the credential that a client adds by itself. choice reports
// a client that honours the user of the context.
func (f *finder) clientAuth(v *flow.Value, depth int) (auth rest.Auth, choice bool) {
	key := clientKey{v, depth}
	got, ok := f.clients[key]
	if !ok {
		got.auth, got.choice = f.readClient(v, depth)
		f.clients[key] = got // alternatives share their parts
	}
	return got.auth, got.choice
}

// A clientKey is a client, and in how many steps it was reached.
type clientKey struct {
	v     *flow.Value
	depth int
}

// A clientRead is what a client was found to add.
type clientRead struct {
	auth   rest.Auth
	choice bool
}

func (f *finder) readClient(v *flow.Value, depth int) (auth rest.Auth, choice bool) {
	none := rest.Auth{Grant: rest.NoCredential, Why: "neither the request nor its client carries a credential"}
	if v == nil {
		return none, false
	}
	if depth > 8 {
		return rest.Auth{Why: "the client is built in too many steps to follow"}, false
	}
	v = f.w.Resolve(v)
	switch v.Op {
	case flow.Nil:
		return none, false
	case flow.Global:
		if f.isDefaultClient(v) || v.Var.Name() == "DefaultTransport" {
			return none, false
		}
	case flow.Secret:
		return f.credential(v), false
	case flow.If:
		if isChoice(v.Cond) {
			auth, _ := f.clientAuth(v.Args[1], depth+1)
			return auth, true
		}
		return f.either(v.Args, depth)
	case flow.Join:
		return f.either(v.Args, depth)
	case flow.Obj:
		return f.objectAuth(v, depth)
	case flow.Result:
		for _, a := range v.Args { // otelhttp.NewTransport(base), a client made from another
			if a != nil && (a.Op == flow.Obj || a.Op == flow.Secret) {
				if auth, choice := f.clientAuth(a, depth+1); auth.Grant != rest.GrantUnknown {
					return auth, choice
				}
			}
		}
	}
	return rest.Auth{Why: "the client that sends it is " + f.explain(v)}, false
}

// isChoice reports whether a condition asks for the user of a context.
func isChoice(c *flow.Cond) bool {
	return c != nil && !c.Neg && c.Val != nil && c.Val.Op == flow.Result && c.Val.Text == "connect.UserFrom"
}

// either reads the credential of one of several clients. One without any among them
// sends what is not the machine's.
func (f *finder) either(alts []*flow.Value, depth int) (auth rest.Auth, choice bool) {
	for i, a := range alts {
		got, ch := f.clientAuth(a, depth+1)
		choice = choice || ch
		if i == 0 {
			auth = got
			continue
		}
		auth = mixPaths(auth, got)
	}
	return auth, choice
}

// mix returns what is known of a credential that is a or b.
func mix(a, b rest.Auth) rest.Auth {
	switch {
	case a.Grant == rest.MixedGrant:
		return a
	case b.Grant == rest.MixedGrant:
		return b
	case a.Grant == b.Grant:
		if len(b.Scopes) > len(a.Scopes) {
			return b
		}
		return a
	case a.Grant.M2M() && b.Grant.M2M():
		return a
	case a.Grant == rest.NoCredential && b.Grant != rest.GrantUnknown:
		return b
	case b.Grant == rest.NoCredential && a.Grant != rest.GrantUnknown:
		return a
	case a.Grant == rest.GrantUnknown && a.Why == "" || b.Grant == rest.GrantUnknown && b.Why == "":
		if a.Grant == rest.GrantUnknown {
			return b
		}
		return a
	}
	return mixed(a, b)
}

// mixed is a credential that is a in one place and b in another.
func mixed(a, b rest.Auth) rest.Auth {
	return rest.Auth{Grant: rest.MixedGrant, Why: "one place gives it " + namedGrant(a) + ", another " + namedGrant(b), From: a.From}
}

// namedGrant says in words what is known of a credential.
func namedGrant(a rest.Auth) string {
	switch a.Grant {
	case rest.NoCredential:
		return "no credential"
	case rest.GrantUnknown:
		return "one that is not known (" + a.Why + ")"
	}
	return "a " + a.Grant.String() + " credential"
}

func (f *finder) objectAuth(v *flow.Value, depth int) (rest.Auth, bool) {
	o := v.Obj
	switch o.Kind {
	case "net/http.Client":
		return f.clientAuth(o.Get("Transport"), depth+1)
	case "golang.org/x/oauth2.Transport":
		auth := f.credential(o.Get("Source"))
		if auth.Grant == rest.GrantUnknown && auth.Why == "" {
			auth.Why = "the oauth2.Transport of its client has no known Source"
		}
		return auth, false
	case "connect.Transport":
		auth, _ := f.clientAuth(o.Get("Base"), depth+1)
		return auth, true
	case "net/http.Transport":
		return rest.Auth{Grant: rest.NoCredential}, false
	}
	if inner := o.Get(httpInside); inner != nil {
		return f.wrapperAuth(o, inner, depth)
	}
	if auth, ok := f.roundTrip(v, depth); ok {
		return auth, false
	}
	if o.Type == nil && o.Base == nil { // it did not cross from the package that declares it
		return rest.Auth{Why: "the client that sends it is a " + o.Kind + ", which cannot be seen from here"}, false
	}
	if o.Base != nil || f.w.HasMethod(v, "RoundTrip") || f.w.HasMethod(v, "Do") {
		return rest.Auth{Why: "the client that sends it is " + f.explain(v)}, false
	}
	return rest.Auth{Grant: rest.NoCredential, Why: "its client is a " + o.Kind + " without a credential"}, false
}

// roundTrip reads the credential that a transport of the program puts on each
// request.
func (f *finder) roundTrip(v *flow.Value, depth int) (rest.Auth, bool) {
	sum, bind := f.w.MethodSummary(v, "RoundTrip")
	if sum == nil {
		sum, bind = f.w.MethodSummary(v, "Do")
	}
	if sum == nil {
		return rest.Auth{}, false
	}
	sends := len(sum.Sends) > 0
	for _, s := range sum.Sends {
		s = f.w.Instantiate(s, bind)
		auth := f.headerAuth(nil, s, s)
		auth.Carrier, auth.Token = rest.CarrierClient, rest.Span{}
		if s.Client != nil && depth < 6 && (silent(auth) || auth.Grant == rest.GrantUnknown && len(auth.Set) == 0) {
			if inner, _ := f.clientAuth(s.Client, depth+1); inner.Grant != rest.GrantUnknown && inner.Grant != rest.NoCredential {
				return inner, true
			}
		}
		if auth.Set = nil; !silent(auth) {
			return auth, true
		}
	}
	return rest.Auth{Grant: rest.NoCredential, Why: "its transport, a " + v.Obj.Kind + ", adds no credential"}, sends
}
