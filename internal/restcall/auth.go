package restcall

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// authenticate reads the credential that a request carries: what its headers
// or its query say, else what its client adds.
func (f *finder) authenticate(r *reader, c, o *flow.Send) (rest.Auth, rest.Client) {
	client := rest.Client{Expr: c.ClientExpr, Text: c.ClientText, Default: c.Default}
	auth := f.headerAuth(r, c, o)
	if auth.Grant == rest.GrantUnknown && auth.Why == "" {
		if q := queryToken(o); q != nil {
			auth = f.credential(q)
			auth.Carrier, auth.Name = rest.CarrierQuery, "access_token"
		}
	}
	byClient, choice := f.clientAuth(o.Client, 0)
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
	if auth.Grant == rest.GrantUnknown && (auth.Why == "" || byClient.Grant == rest.UserToken || byClient.Grant.M2M() && len(auth.Set) == 0) {
		auth = byClient
		auth.Carrier = rest.CarrierClient
	}
	if choice && auth.Grant.M2M() && auth.Carrier == rest.CarrierHeader && byClient.Grant == rest.UserToken {
		auth = byClient
		auth.Carrier = rest.CarrierClient
	}
	return auth, client
}

// tokenHeader reports whether a header carries a credential.
func tokenHeader(key string) bool {
	k := strings.ToLower(key)
	return k == "authorization" || strings.HasSuffix(k, "-token") || k == "token" || strings.HasSuffix(k, "-api-key")
}

// headerAuth reads the credential that statements put on the request.
func (f *finder) headerAuth(r *reader, c, o *flow.Send) rest.Auth {
	var auth rest.Auth
	if o.Header == nil {
		return auth
	}
	entries, lent := f.withLent(f.headerLog(o.Header), 0)
	for _, e := range entries {
		key, _ := e.Key.ConstText()
		if !tokenHeader(key) || e.Op == "del" {
			continue
		}
		val := only(e.Val)
		got := f.credential(val)
		if got.Grant == rest.GrantUnknown && auth.Grant != rest.GrantUnknown {
			continue
		}
		got.Carrier, got.Name = rest.CarrierHeader, key
		got.Set = append(auth.Set, e.Src)
		got.Token = tokenSpan(val)
		auth = got
	}
	if auth.Grant == rest.GrantUnknown && auth.Why == "" {
		auth.Why = lent
	}
	return auth
}

// withLent returns the entries of a header with what functions put there that
// are only known to the program as a whole: request editors kept in a field.
// The reason says who else may have put something there.
func (f *finder) withLent(log []flow.Entry, depth int) (entries []flow.Entry, why string) {
	for _, e := range log {
		if e.Op != flow.Lent {
			entries = append(entries, e)
			continue
		}
		if v := f.w.Resolve(e.Val); v != nil && v.Op == flow.Nil {
			continue
		}
		fns := f.functions(e.Val, nil, 0)
		if len(fns) == 0 || depth > 3 {
			why = "the request is handed to " + f.explain(e.Val) + ", which may put a credential on it"
		}
		for _, fn := range fns {
			sum := f.w.Summary(fn)
			if sum == nil {
				continue
			}
			for _, p := range sum.Params {
				more, w := f.withLent(headerLog(p), depth+1)
				entries = append(entries, more...)
				if w != "" {
					why = w
				}
			}
		}
	}
	return entries, why
}

// headerLog returns what a function puts on a request or header it is given.
func headerLog(p *flow.Value) []flow.Entry {
	if p == nil || p.Op != flow.Obj {
		return nil
	}
	if h := p.Obj.Get("Header"); h != nil && p.Obj.Kind != "net/http.Header" { // a request
		if p = h; p.Op != flow.Obj {
			return nil
		}
	}
	if p.Obj.Kind != "net/http.Header" {
		return nil
	}
	return p.Obj.Log
}

// only returns the single element of a slice, and any other value as it is:
// header["Authorization"] = []string{token}.
func only(v *flow.Value) *flow.Value {
	if v != nil && v.Op == flow.Obj && v.Obj.Kind == "slice" && len(v.Obj.Log) == 1 {
		return v.Obj.Log[0].Val
	}
	return v
}

// tokenSpan returns the place of the token in "Bearer "+tok.
func tokenSpan(v *flow.Value) rest.Span {
	if v.Op == flow.Concat && len(v.Args) > 1 {
		return v.Args[len(v.Args)-1].Src
	}
	return v.Src
}

func queryToken(o *flow.Send) *flow.Value {
	if o.URL == nil || o.URL.Op != flow.Obj {
		return nil
	}
	q := o.URL.Obj.Get("RawQuery")
	if q == nil || q.Op != flow.Encoded || len(q.Args) == 0 || q.Args[0].Op != flow.Obj {
		return nil
	}
	v, _ := q.Args[0].Obj.Lookup("access_token")
	return v
}
