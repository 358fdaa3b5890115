package restcall

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

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
				f.account(&auth, val, s)
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

// account reads a credential of one account: that of the user who acts, unless
// the table does not know the grant, or the account is configured.
func (f *finder) account(auth *rest.Auth, grant string, s *flow.Send) {
	known := f.table.UserGrant(grant)
	for _, name := range []string{"username", "refresh_token", "code", "assertion"} {
		v := (&valueFinder{f: f, name: name}).inBody(s.Body, 0)
		if v == nil {
			continue
		}
		if where := f.configured(v, 0); where != "" {
			auth.Why = "grant_type=" + grant + " with " + where + " gives the token of one account, whoever acts"
			return
		}
		if who, _ := f.subject(v); who == rest.Session || who == rest.Request {
			known = true
		}
	}
	if known {
		auth.Grant, auth.Why = rest.UserToken, "grant_type="+grant
		return
	}
	auth.Why = "the table does not say whose token grant_type=" + grant + " gives"
}

// configured says where a value is configured that is the same for everybody;
// nothing if it is not, or that is not known.
func (f *finder) configured(v *flow.Value, depth int) string {
	v = only(f.w.Resolve(v))
	if v == nil || depth > 6 {
		return ""
	}
	switch v.Op {
	case flow.Const:
		if v.Text != "" {
			return "a constant"
		}
	case flow.Result:
		if v.Text == "os.Getenv" || v.Text == "os.ReadFile" {
			return f.explain(v)
		}
		if transparent(v.Text) {
			return f.configured(arg(v, len(v.Args)-1), depth+1)
		}
	case flow.Obj:
		for _, name := range []string{"RefreshToken", "AccessToken"} {
			if where := f.configured(v.Obj.Get(name), depth+1); where != "" {
				return where
			}
		}
	}
	return ""
}

// maxBody bounds the steps from a request's body to what it is made of. A body
// may be made of itself: one that is read, kept and put back.
const maxBody = 30

// body reads the fields of a request body.
func (f *finder) body(r *reader, s *flow.Send) []rest.Param { return f.fieldsOf(r, s.Body, 0) }

func (f *finder) fieldsOf(r *reader, b *flow.Value, depth int) []rest.Param {
	for ; b != nil && depth < maxBody; depth++ {
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
				if got := f.fieldsOf(r, a, depth+1); len(got) > 0 {
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
