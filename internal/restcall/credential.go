package restcall

import (
	"net/url"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// credential reads how a token was obtained.
func (f *finder) credential(v *flow.Value) rest.Auth {
	return f.cred(v, &trail{values: map[*flow.Value]bool{}}, 0)
}

func (f *finder) cred(v *flow.Value, seen *trail, depth int) rest.Auth {
	if v == nil || seen.values[v] || depth > 24 || len(seen.values) > 300 {
		return rest.Auth{}
	}
	seen.values[v] = true
	v = f.w.Resolve(v)
	switch v.Op {
	case flow.Nil, flow.FuncVal: // a function is no token, but may write one
		return rest.Auth{}
	case flow.Secret:
		return f.secret(v.Cred, seen, depth)
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
		auth := f.cred(arg(v, 0), seen, depth+1)
		if auth.Grant != rest.GrantUnknown {
			return auth
		}
		if own, ok := f.setting(v); ok {
			return own
		}
		if auth.Why != "" {
			return auth
		}
		if f.presented(v, seen) {
			return rest.Auth{Grant: rest.UserToken, Why: "the token is " + f.explain(v) + ", which belongs to the caller"}
		}
	case flow.Param:
		if f.presented(v, seen) {
			return rest.Auth{Grant: rest.UserToken, Why: "the token comes from the incoming request"}
		}
	case flow.Const:
		return constant(v.Text)
	}
	return rest.Auth{Why: "the token is " + f.explain(v)}
}

// A trail is what was met on the way to where one token comes from.
type trail struct {
	values map[*flow.Value]bool
	steps  int // of asking whose the values are
}

// maxTrail bounds the steps of one trail.
const maxTrail = 4 * maxTrace

// presented reports whether a value is the caller's: out of his request or session.
func (f *finder) presented(v *flow.Value, seen *trail) bool {
	if seen.steps > maxTrail {
		return false
	}
	s, t := f.trace(v, nil)
	seen.steps += t.n
	return s == rest.Session || s == rest.Request
}

// bearer reads "Bearer " + token.
func (f *finder) bearer(v *flow.Value, seen *trail, depth int) rest.Auth {
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
	if text, ok := v.ConstText(); ok {
		return constant(text)
	}
	return auth
}

// constant reads a credential that is written in the source. A scheme alone is
// none.
func constant(text string) rest.Auth {
	if text == "" || strings.HasSuffix(text, " ") {
		return rest.Auth{}
	}
	return rest.Auth{Why: "the token is a constant in the source"}
}

// returned is what functions return that are only known to the program as a
// whole: one kept in a field or variable.
func (f *finder) returned(fn *flow.Value, num, depth int) []*flow.Value {
	if fn = f.w.Resolve(fn); fn == nil || depth > 4 {
		return nil
	}
	if fn.Op == flow.Join || fn.Op == flow.If {
		var out []*flow.Value
		for _, a := range fn.Args {
			out = append(out, f.returned(a, num, depth+1)...)
		}
		return out
	}
	sum, bind := f.w.FuncSummary(fn)
	if sum == nil || num >= len(sum.Results) {
		return nil
	}
	return []*flow.Value{f.w.Substitute(sum.Results[num], bind)}
}

func (f *finder) oneOf(v *flow.Value, seen *trail, depth int) rest.Auth {
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
func (f *finder) tokenObject(v *flow.Value, seen *trail, depth int) rest.Auth {
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

func (f *finder) resultCred(v *flow.Value, seen *trail, depth int) rest.Auth {
	if v.Text == flow.OfFunc {
		if vals := f.returned(arg(v, 0), v.Num, 0); len(vals) > 0 {
			return f.oneOf(&flow.Value{Op: flow.Join, Args: vals}, seen, depth+1)
		}
	}
	if v.Text == "context.Context.Value" {
		if vals := f.w.CtxValues(flow.KeyID(arg(v, len(v.Args)-1))); len(vals) > 0 {
			return f.oneOf(&flow.Value{Op: flow.Join, Args: vals}, seen, depth+1)
		}
	}
	if f.presented(v, seen) {
		return rest.Auth{Grant: rest.UserToken, Why: "the token is " + f.explain(v) + ", which belongs to the caller"}
	}
	if auth, ok := f.setting(v); ok {
		return auth
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

// secret reads a credential that a library makes. A user's configuration that is
// given the service's own token goes on sending that.
func (f *finder) secret(c *flow.Cred, seen *trail, depth int) rest.Auth {
	if c.Grant == rest.UserToken && c.Account != nil {
		if got := f.cred(c.Account, seen, depth+1); got.Grant == rest.ClientCredentials || got.Grant == rest.MixedGrant {
			return got
		}
	}
	auth := rest.Auth{Grant: c.Grant, EnvVar: c.EnvVar, Why: c.Why, FromSpan: c.From, From: f.where(c.From)}
	if where := f.configured(c.Account, 0); where != "" {
		auth.Grant, auth.Why = rest.GrantUnknown, c.Why+" with "+where+" gives the token of one account, whoever acts"
	}
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
		names := strings.Fields(unescaped(v.Text))
		if len(names) > 1 {
			src = rest.Span{} // one of several in a text has no element of its own
		}
		for _, s := range names {
			if !slices.Contains(auth.Scopes, s) {
				auth.Scopes = append(auth.Scopes, s)
				auth.ScopeSrc = append(auth.ScopeSrc, src)
			}
		}
	default:
		auth.Dynamic = true
	}
}

// unescaped is a list of scopes as it was before it was written into a form:
// "admin:clinical%20admin:cash".
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// quoted is the literal around a text.
func quoted(v *flow.Value) rest.Span {
	if v.Form == rest.PartLit && v.Src.IsValid() {
		return rest.Span{Pos: v.Src.Pos - 1, End: v.Src.End + 1}
	}
	return v.Src
}
