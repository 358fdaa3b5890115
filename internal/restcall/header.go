package restcall

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// authorization is the header of RFC 6750.
const authorization = "Authorization"

// headerAuth reads the credential that statements put on the request. What
// stands in Authorization decides; a token in another header counts where it is
// missing, or where it is somebody else's; an API key only if there is no token, a
// signature only if there is neither.
func (f *finder) headerAuth(r *reader, c, o *flow.Send) rest.Auth {
	if o.Header == nil {
		return rest.Auth{}
	}
	entries, lent := f.withLent(f.headerLog(o.Header), 0)
	var main, beside, key, signed rest.Auth
	for _, e := range entries {
		name, known := f.headerName(e.Key)
		kind := f.table.HeaderKind(name)
		if e.Op == "del" || name == "" {
			if !known && lent == "" {
				lent = "the request carries a header whose name is not known: " + f.explain(e.Key)
			}
			continue
		}
		val := only(e.Val)
		if f.neverGiven(val, 0) {
			continue
		}
		got := f.credential(val)
		got.Carrier, got.Name, got.Set, got.Token = rest.CarrierHeader, name, []rest.Span{e.Src}, tokenSpan(val)
		switch {
		case strings.EqualFold(name, authorization):
			got.Name = authorization
			main = written(main, got, e)
		case kind == scopemap.KeyHeader:
			key = written(key, got, e)
		case kind == scopemap.TokenHeader || got.Grant.M2M(): // whatever it is called
			beside = written(beside, got, e)
		case f.signature(val):
			signed = rest.Auth{Why: "header " + name + " carries a signature, not a token"}
		}
	}
	auth := together(main, beside)
	if silent(auth) {
		auth = key
	}
	if silent(auth) {
		auth = signed
	}
	if silent(auth) {
		auth.Why = lent
	}
	return auth
}

// headerName returns the name of a header; of several, one that carries a token.
// It is empty if none is known.
func (f *finder) headerName(key *flow.Value) (name string, known bool) {
	if key == nil {
		return "", true
	}
	return f.nameIn(f.w.Resolve(key), 0)
}

// nameIn is the same for a value that was resolved; what a cycle left in it is not
// resolved again.
func (f *finder) nameIn(key *flow.Value, depth int) (name string, known bool) {
	if text, ok := key.ConstText(); ok {
		return text, true
	}
	if key == nil || key.Op != flow.Join && key.Op != flow.If || depth > maxNested {
		return "", false
	}
	for _, a := range key.Args {
		if text, ok := f.nameIn(a, depth+1); ok && (name == "" || f.table.HeaderKind(text) == scopemap.TokenHeader) {
			name, known = text, true
		}
	}
	return name, known
}

// silent reports whether nothing at all is said about a credential.
func silent(a rest.Auth) bool { return a.Grant == rest.GrantUnknown && a.Why == "" }

// written returns the credential of a header that held a and into which b is
// written by e.
func written(a, b rest.Auth, e flow.Entry) rest.Auth {
	switch {
	case silent(b):
		return a
	case silent(a):
		return b
	}
	set := append(append([]rest.Span(nil), a.Set...), b.Set...)
	switch {
	case !strings.EqualFold(a.Name, b.Name):
		b = together(a, b)
	case e.Cond != nil || e.Op != "set":
		got := mix(a, b)
		got.Carrier, got.Name, got.Token = b.Carrier, b.Name, b.Token
		b = got
	}
	b.Set = set
	return b
}

// together returns the credential of a request that carries a, and b in another
// header. A token of the service beside one that may be a user's leaves open for
// whom the platform answers.
func together(a, b rest.Auth) rest.Auth {
	own := func(x rest.Auth) bool { return x.Grant.M2M() || x.EnvVar != "" }
	switch {
	case silent(b) || a.Grant == rest.UserToken:
		return a
	case silent(a):
		return b
	case a.Grant.M2M() && b.Grant.M2M():
		a.Set = append(append([]rest.Span(nil), a.Set...), b.Set...)
		return a
	case own(a) && own(b), !a.Grant.M2M() && a.Name == authorization:
		return a
	case own(a) || b.Grant == rest.UserToken && a.Grant.M2M():
		return rest.Auth{Grant: rest.MixedGrant, Carrier: a.Carrier, Name: a.Name, From: a.From, FromSpan: a.FromSpan,
			Set: append(append([]rest.Span(nil), a.Set...), b.Set...), Token: a.Token,
			Why: "header " + a.Name + " carries a token of the service and header " + b.Name + " another one: " + b.Why}
	}
	return b
}

// withLent returns the entries of a header with what functions put there that
// are only known to the program as a whole: request editors kept in a field.
// The reason says who else may have put something there.
func (f *finder) withLent(log []flow.Entry, depth int) (entries []flow.Entry, why string) {
	for _, e := range log {
		if e.Op != flow.Lent {
			entries = append(entries, f.w.Unrolled(e)...)
			continue
		}
		if v := f.w.Resolve(e.Val); v != nil && v.Op == flow.Nil || flow.OfEmpty(e.Val) {
			continue
		}
		fns := f.functions(e.Val, nil)
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
