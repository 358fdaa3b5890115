package restcall

import (
	"slices"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// authenticate reads the credential that a request carries: what its headers
// or its query say, else what its client adds.
func (f *finder) authenticate(r *reader, c, o *flow.Send) (rest.Auth, rest.Client) {
	client := rest.Client{Expr: c.ClientExpr, Text: c.ClientText, Default: c.Default}
	auth := f.headerAuth(r, c, o)
	if auth.Grant == rest.GrantUnknown && auth.Why == "" {
		auth = f.queryAuth(o)
	}
	byClient, choice := f.clientAuth(o.Client, 0)
	if byClient.Grant == rest.MixedGrant {
		if got, ok := f.held(o.Client); ok {
			byClient = got
		}
	}
	client.Choice = choice
	client.Authed = f.isOAuth2Client(o.Client, c.Frames[len(c.Frames)-1].In.Pkg.Path)
	if f.isDefaultClient(o.Client) {
		client.Default = true
	}
	built := f.w.Resolve(o.Client)
	client.Swap = f.swap(c.Swap, built)
	if built = f.inside(built); built != nil && built.Op == flow.Obj && built.Obj.Kind == "net/http.Client" {
		client.Init = built.Obj.Site
	}
	if auth.Grant == rest.GrantUnknown && (auth.Why == "" || byClient.Grant == rest.UserToken ||
		byClient.Grant.M2M() && (len(auth.Set) == 0 || auth.Name != authorization)) {
		auth = byClient
		auth.Carrier = rest.CarrierClient
	}
	if choice && auth.Grant.M2M() && auth.Carrier == rest.CarrierHeader && byClient.Grant == rest.UserToken {
		auth = byClient
		auth.Carrier = rest.CarrierClient
	}
	return auth, client
}

// tokenSpan returns the place of the token in "Bearer "+tok.
func tokenSpan(v *flow.Value) rest.Span {
	if v.Op == flow.Concat && len(v.Args) > 1 {
		return v.Args[len(v.Args)-1].Src
	}
	return v.Src
}

// queryAuth reads the credential that stands in the query.
func (f *finder) queryAuth(o *flow.Send) rest.Auth {
	for _, name := range f.table.TokenParams() {
		v := &valueFinder{f: f, name: name}
		got := v.inQuery(o.URL)
		if got == nil && o.Query != nil {
			got = v.inObject(o.Query)
		}
		if got != nil {
			auth := f.credential(got)
			auth.Carrier, auth.Name = rest.CarrierQuery, name
			return auth
		}
	}
	return rest.Auth{}
}

// dropToken has the machine token taken out of the query with the user id.
func dropToken(call *rest.Call, m *scopemap.Match) {
	if m.Disposition != scopemap.Migrate {
		return
	}
	for i, p := range call.Query {
		if call.Auth.InQuery(p.Key) && !slices.Contains(m.DropQuery, i) {
			m.DropQuery = append(m.DropQuery, i)
		}
	}
}
