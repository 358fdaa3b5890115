package restcall

import (
	"slices"
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
	client.Authed = byClient.Grant != rest.NoCredential && byClient.Grant != rest.GrantUnknown
	if f.isDefaultClient(o.Client) {
		client.Default = true
	}
	if built := f.w.Resolve(o.Client); built != nil && built.Op == flow.Obj && built.Obj.Kind == "net/http.Client" {
		client.Init = built.Obj.Site
	}
	if auth.Grant == rest.GrantUnknown && auth.Why == "" || auth.Grant == rest.GrantUnknown && byClient.Grant == rest.UserToken {
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
	for _, e := range o.Header.Log {
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
	return auth
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

func (f *finder) isDefaultClient(v *flow.Value) bool {
	if v == nil {
		return true
	}
	v = flow.Lower(v)
	if v.Op == flow.Global && v.Var.Pkg() != nil && v.Var.Pkg().Path() == "net/http" && v.Var.Name() == "DefaultClient" {
		return true
	}
	if got := f.w.Resolve(v); got != v && got != nil && got.Op == flow.Global {
		return f.isDefaultClient(got)
	}
	return false
}

// clientAuth reads the credential that a client adds by itself. choice reports
// a client that honours the user of the context.
func (f *finder) clientAuth(v *flow.Value, depth int) (auth rest.Auth, choice bool) {
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

// either reads the credential of one of several clients.
func (f *finder) either(alts []*flow.Value, depth int) (auth rest.Auth, choice bool) {
	for i, a := range alts {
		got, ch := f.clientAuth(a, depth+1)
		choice = choice || ch
		if i == 0 {
			auth = got
			continue
		}
		auth = mix(auth, got)
	}
	return auth, choice
}

// mix returns what is known of a credential that is a or b.
func mix(a, b rest.Auth) rest.Auth {
	switch {
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
	return rest.Auth{Grant: rest.MixedGrant, Why: "one place gives it a " + a.Grant.String() + " credential, another a " + b.Grant.String() + " one", From: a.From}
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
	if auth, ok := f.roundTrip(v, depth); ok {
		return auth, false
	}
	if o.Base != nil {
		return rest.Auth{Why: "the client that sends it is " + f.explain(v)}, false
	}
	return rest.Auth{Grant: rest.NoCredential, Why: "its client is a " + o.Kind + " without a credential"}, false
}

// roundTrip reads the credential that a transport of the program puts on each
// request.
func (f *finder) roundTrip(v *flow.Value, depth int) (rest.Auth, bool) {
	sum, bind := f.w.MethodSummary(v, "RoundTrip")
	if sum == nil {
		return rest.Auth{}, false
	}
	for _, s := range sum.Sends {
		s = f.w.Instantiate(s, bind)
		if auth := f.headerAuth(nil, s, s); auth.Grant != rest.GrantUnknown || auth.Why != "" {
			auth.Carrier, auth.Set, auth.Token = rest.CarrierClient, nil, rest.Span{}
			return auth, true
		}
		if s.Client != nil && depth < 6 {
			if auth, _ := f.clientAuth(s.Client, depth+1); auth.Grant != rest.GrantUnknown && auth.Grant != rest.NoCredential {
				return auth, true
			}
		}
	}
	return rest.Auth{}, false
}

// credential reads how a token was obtained.
func (f *finder) credential(v *flow.Value) rest.Auth {
	return f.cred(v, map[*flow.Value]bool{}, 0)
}

func (f *finder) cred(v *flow.Value, seen map[*flow.Value]bool, depth int) rest.Auth {
	if v == nil || seen[v] || depth > 24 || len(seen) > 300 {
		return rest.Auth{}
	}
	seen[v] = true
	v = f.w.Resolve(v)
	switch v.Op {
	case flow.Secret:
		return f.secret(v.Cred)
	case flow.Concat:
		return f.bearer(v, seen, depth)
	case flow.Response:
		return f.tokenAnswer(v.Send)
	case flow.Join, flow.If:
		return f.oneOf(v, seen, depth)
	case flow.Obj:
		return f.tokenObject(v, seen, depth)
	case flow.Result:
		return f.resultCred(v, seen, depth)
	case flow.Field, flow.Index, flow.Elem, flow.Decoded, flow.Encoded:
		if auth := f.cred(arg(v, 0), seen, depth+1); auth.Grant != rest.GrantUnknown || auth.Why != "" {
			return auth
		}
		if s, _ := f.subject(v); s == rest.Session || s == rest.Request {
			return rest.Auth{Grant: rest.UserToken, Why: "the token is " + f.explain(v) + ", which belongs to the caller"}
		}
	case flow.Param:
		if s, _ := f.subject(v); s == rest.Session || s == rest.Request {
			return rest.Auth{Grant: rest.UserToken, Why: "the token comes from the incoming request"}
		}
	case flow.Const:
		if len(v.Text) > 0 && v.Text != "Bearer " {
			return rest.Auth{Why: "the token is a constant in the source"}
		}
		return rest.Auth{}
	}
	return rest.Auth{Why: "the token is " + f.explain(v)}
}

// bearer reads "Bearer " + token.
func (f *finder) bearer(v *flow.Value, seen map[*flow.Value]bool, depth int) rest.Auth {
	if text, ok := v.Args[0].ConstText(); ok && strings.HasPrefix(strings.ToLower(text), "basic") {
		return rest.Auth{Why: "the request carries Basic credentials"}
	}
	var auth rest.Auth
	for _, a := range v.Args {
		if a.Op == flow.Const {
			continue
		}
		if got := f.cred(a, seen, depth+1); got.Grant != rest.GrantUnknown || auth.Why == "" {
			auth = got
		}
	}
	return auth
}

func (f *finder) oneOf(v *flow.Value, seen map[*flow.Value]bool, depth int) rest.Auth {
	if v.Op == flow.If && isChoice(v.Cond) {
		return f.cred(v.Args[1], seen, depth+1)
	}
	var auth rest.Auth
	first := true
	for _, a := range v.Args {
		got := f.cred(a, seen, depth+1)
		if got.Grant == rest.GrantUnknown && got.Why == "" {
			continue
		}
		if first {
			auth, first = got, false
			continue
		}
		if got.Grant == rest.GrantUnknown { // a cache beside the fetch that fills it
			if auth.Grant.M2M() {
				continue
			}
		} else if auth.Grant == rest.GrantUnknown {
			auth = got
			continue
		}
		auth = mix(auth, got)
	}
	return auth
}

// tokenObject reads a token, a token source or a struct that was decoded from a
// token answer.
func (f *finder) tokenObject(v *flow.Value, seen map[*flow.Value]bool, depth int) rest.Auth {
	for _, name := range []string{"AccessToken", "Source", "Token", "*"} {
		if got := v.Obj.Get(name); got != nil {
			if auth := f.cred(got, seen, depth+1); auth.Grant != rest.GrantUnknown {
				return auth
			}
		}
	}
	if v.Obj.Base != nil {
		return f.cred(v.Obj.Base, seen, depth+1)
	}
	if sum, bind := f.w.MethodSummary(v, "Token"); sum != nil && len(sum.Results) > 0 {
		return f.cred(f.w.Substitute(sum.Results[0], bind), seen, depth+1)
	}
	return rest.Auth{Why: "the token is in a " + v.Obj.Kind + " whose content is not known"}
}

func (f *finder) resultCred(v *flow.Value, seen map[*flow.Value]bool, depth int) rest.Auth {
	if v.Text == "os.Getenv" {
		name, ok := arg(v, 0).ConstText()
		if ok && f.table.StaticTokenEnv(name) {
			return rest.Auth{Grant: rest.StaticToken, EnvVar: name, Why: "environment variable " + name}
		}
		if ok {
			return rest.Auth{EnvVar: name, Why: "the token is environment variable " + name + "; list it under static_tokens in scopemap.yaml if it is a machine token"}
		}
	}
	if s, _ := f.subject(v); s == rest.Session || s == rest.Request {
		return rest.Auth{Grant: rest.UserToken, Why: "the token is " + f.explain(v) + ", which belongs to the caller"}
	}
	for _, a := range v.Args {
		if a == nil || a.Op == flow.Const || flow.IsContext(a.Type) || a.Op == flow.Result && a.Text == "net/http.Request.Context" {
			continue
		}
		if auth := f.cred(a, seen, depth+1); auth.Grant != rest.GrantUnknown {
			return auth
		}
	}
	return rest.Auth{Why: "the token is " + f.explain(v)}
}

// secret reads a credential that a library makes.
func (f *finder) secret(c *flow.Cred) rest.Auth {
	auth := rest.Auth{Grant: c.Grant, EnvVar: c.EnvVar, Why: c.Why, FromSpan: c.From, From: f.where(c.From)}
	r := &reader{w: f.w}
	auth.TokenURL = template(r.text(c.TokenURL, c.TokenURL))
	f.scopes(&auth, c.Scopes)
	return auth
}

// scopes reads the scopes of a credential.
func (f *finder) scopes(auth *rest.Auth, vs []*flow.Value) {
	for _, v := range vs {
		v = f.w.Resolve(v)
		switch {
		case v == nil || v.Op == flow.Nil:
		default:
			f.scope(auth, v, v.Src)
		}
	}
}

// scope adds the scopes that one text or list names. Where the credential is
// built in several places it asks for those of all of them.
func (f *finder) scope(auth *rest.Auth, v *flow.Value, src rest.Span) {
	v = f.w.Resolve(v)
	switch {
	case v == nil:
	case v.Op == flow.Join || v.Op == flow.If:
		for _, a := range v.Args {
			f.scope(auth, a, a.Src)
		}
	case v.Op == flow.Obj && v.Obj.Kind == "slice":
		for _, e := range v.Obj.Log {
			f.scope(auth, e.Val, e.Src)
		}
	case v.Op == flow.Concat:
		for _, a := range v.Args {
			f.scope(auth, a, quoted(a))
		}
	case v.Op == flow.Const:
		for _, s := range strings.Fields(v.Text) {
			if !slices.Contains(auth.Scopes, s) {
				auth.Scopes = append(auth.Scopes, s)
				auth.ScopeSrc = append(auth.ScopeSrc, src)
			}
		}
	default:
		auth.Dynamic = true
	}
}

// quoted is the literal around a text.
func quoted(v *flow.Value) rest.Span {
	if v.Form == rest.PartLit && v.Src.IsValid() {
		return rest.Span{Pos: v.Src.Pos - 1, End: v.Src.End + 1}
	}
	return v.Src
}

// tokenAnswer reads a credential that came as the answer to a request of the
// program's own: the token endpoint.
func (f *finder) tokenAnswer(s *flow.Send) rest.Auth {
	r := &reader{w: f.w}
	path, _ := splitQuery(r.text(s.URL, s.URL))
	body := f.body(r, s)
	_, query := splitQuery(r.text(s.URL, s.URL))
	inQuery, _ := queryParams(query)
	auth := rest.Auth{TokenURL: path}
	if len(s.Frames) > 0 {
		last := s.Frames[len(s.Frames)-1]
		if last.Call != nil {
			auth.FromSpan = rest.Span{Pos: last.Call.Pos(), End: last.Call.End()}
			auth.From = f.where(auth.FromSpan)
		}
	}
	for _, p := range append(body, inQuery...) {
		val, ok := p.Value.Const()
		switch strings.ToLower(p.Key) {
		case "grant_type":
			switch {
			case ok && f.table.M2MGrant(val):
				auth.Grant, auth.Why = rest.ClientCredentials, "grant_type="+val
			case ok:
				auth.Grant, auth.Why = rest.UserToken, "grant_type="+val
			default:
				auth.Why = "its grant_type is not a constant"
			}
		case "scope":
			v := (&valueFinder{f: f, name: p.Key}).inBody(s.Body, 0)
			switch {
			case v != nil:
				f.scope(&auth, v, quoted(v))
			case ok:
				f.scope(&auth, flow.NewConst(val), rest.Span{})
			default:
				auth.Dynamic = true
			}
		}
	}
	if auth.Grant == rest.GrantUnknown && auth.Why == "" {
		auth.Why = "the token comes from the answer of " + path.String() + ", whose grant is not known"
	}
	return auth
}

// body reads the fields of a request body.
func (f *finder) body(r *reader, s *flow.Send) []rest.Param {
	b := s.Body
	for b != nil {
		switch b.Op {
		case flow.Encoded:
			return r.params(arg(b, 0), arg(b, 0))
		case flow.Obj:
			if b.Obj.Base != nil && len(b.Obj.Log) == 0 {
				next := f.w.Resolve(b)
				if next == b {
					return nil
				}
				b = next
				continue
			}
			for _, e := range b.Obj.Log {
				if e.Op == "write" && e.Val.Op == flow.Encoded {
					return r.params(arg(e.Val, 0), arg(e.Val, 0))
				}
			}
			return nil
		case flow.Join, flow.If:
			for _, a := range b.Args {
				if got := f.body(r, &flow.Send{Body: a}); len(got) > 0 {
					return got
				}
			}
			return nil
		case flow.Const, flow.Concat:
			items := r.text(b, b)
			params, _ := queryParams(items)
			if t := template(items).String(); strings.HasPrefix(strings.TrimSpace(t), "{") {
				return jsonText(t)
			}
			return params
		case flow.Result:
			if next := arg(b, len(b.Args)-1); next != nil && b.Text == "a slice" {
				b = next
				continue
			}
			return nil
		default:
			next := f.w.Resolve(b)
			if next == b {
				return nil
			}
			b = next
		}
	}
	return nil
}

// jsonText reads the constant string fields of a JSON text.
func jsonText(t string) []rest.Param {
	var out []rest.Param
	for _, key := range []string{"grant_type", "scope", "audience"} {
		_, after, ok := strings.Cut(t, `"`+key+`"`)
		if !ok {
			continue
		}
		parts := strings.SplitN(after, `"`, 3)
		if len(parts) == 3 && strings.TrimSpace(parts[0]) == ":" {
			out = append(out, rest.Param{Key: key, Value: rest.Template{{Text: parts[1]}}})
		}
	}
	return out
}
