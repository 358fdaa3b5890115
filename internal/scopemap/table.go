package scopemap

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/m2me/m2me"
	"github.com/m2me/m2me/internal/rest"
)

// FileName is what a table is called, here and beside a user's go.mod.
const FileName = "scopemap.yaml"

// A Table is the built-in table with a user's own merged over it. It is not
// changed once it is made.
type Table struct {
	Platforms []*Platform
	contexts  Contexts
	connect   Connect
	digest    string
}

// Default returns the built-in table.
func Default() (*Table, error) { return builtIn() }

var builtIn = sync.OnceValues(func() (*Table, error) { return Load(FileName, nil) })

// Load returns the built-in table with a user's own merged over it; data is nil
// if there is none. The name stands in errors.
func Load(name string, data []byte) (*Table, error) {
	base, err := read("built-in "+FileName, m2me.ScopeMap)
	if err != nil {
		return nil, err
	}
	if data != nil {
		own, err := read(name, data)
		if err != nil {
			return nil, err
		}
		base = merge(base, own)
	}
	if err := validate(base); err != nil {
		return nil, err
	}
	return &Table{base.Platforms, base.Contexts, base.Connect, Digest(data)}, nil
}

// read parses one table and checks it by itself.
func read(name string, data []byte) (*File, error) {
	f, err := Parse(name, data)
	if err == nil {
		err = check(f)
	}
	return f, err
}

// Digest identifies the built-in table with a user's own over it, whether or
// not it can be read; data is nil if there is none.
func Digest(data []byte) string {
	sum := sha256.New()
	sum.Write(m2me.ScopeMap)
	if data != nil {
		sum.Write([]byte("\x00own\x00"))
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Digest identifies what the table says; drivers fold it into the keys of
// their caches.
func (t *Table) Digest() string { return t.digest }

// Platform returns a platform by its name.
func (t *Table) Platform(name string) *Platform {
	for _, p := range t.Platforms {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Unused returns the rows of the user's own table that are not among matched.
func (t *Table) Unused(matched []*Row) []*Row {
	var unused []*Row
	for _, p := range t.Platforms {
		for _, r := range p.Rows {
			if r.Own && !slices.Contains(matched, r) {
				unused = append(unused, r)
			}
		}
	}
	return unused
}

// TokenEndpoint reports which platform gives tokens at a URL.
func (t *Table) TokenEndpoint(url rest.Template) (platform string, ok bool) {
	loc := rest.Locate(url)
	for _, p := range t.Platforms {
		if p.tokenEndpoint(loc) {
			return p.Name, true
		}
	}
	return "", false
}

func (p *Platform) tokenEndpoint(loc rest.Location) bool {
	return slices.ContainsFunc(p.endpoints, func(e endpoint) bool { return e.match(loc) })
}

// M2MGrant reports whether a grant_type gives a machine's token.
func (t *Table) M2MGrant(grantType string) bool {
	for _, p := range t.Platforms {
		if slices.Contains(p.Token.M2MGrants, grantType) {
			return true
		}
	}
	return false
}

// UserGrant reports whether a grant_type gives the token of a user who signs in.
func (t *Table) UserGrant(grantType string) bool {
	return slices.ContainsFunc(t.Platforms, func(p *Platform) bool { return slices.Contains(p.Token.UserGrants, grantType) })
}

// StaticToken reports whether a setting of this name holds a machine's token:
// an environment variable, or a flag, key or field that is spelled otherwise.
func (t *Table) StaticToken(name string) bool {
	return t.setting(name, func(e *Env) Strings { return e.M2MTokens }) && !t.UserTokenEnv(name)
}

// UserTokenEnv reports whether a setting of this name holds a user's token.
func (t *Table) UserTokenEnv(name string) bool {
	return t.setting(name, func(e *Env) Strings { return e.UserTokens })
}

// setting reports whether a list of environment variables has a name, whatever
// its spelling: service-token, loop.serviceToken.
func (t *Table) setting(name string, list func(*Env) Strings) bool {
	return slices.ContainsFunc(t.Platforms, func(p *Platform) bool {
		return slices.ContainsFunc(list(&p.Env), func(pattern string) bool {
			return matchWord(pattern, name) || matchWord(spelled(pattern), spelled(name))
		})
	})
}

// spelled leaves letters, digits and the * of a pattern, in lower case.
func spelled(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '*' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// HeaderKind says what a header of a request carries.
type HeaderKind uint8

// The kinds of headers.
const (
	PlainHeader HeaderKind = iota // no credential
	TokenHeader                   // the token of whoever acts
	KeyHeader                     // an API key, which names the program
)

// HeaderKind returns what a header carries: Authorization of RFC 6750 a token,
// and others what a platform says.
func (t *Table) HeaderKind(name string) HeaderKind {
	name = strings.ToLower(name)
	if name == "authorization" {
		return TokenHeader
	}
	kind := PlainHeader
	for _, p := range t.Platforms {
		switch {
		case matchFold(p.Token.Headers, name):
			return TokenHeader
		case matchFold(p.Token.KeyHeaders, name):
			kind = KeyHeader
		}
	}
	return kind
}

// TokenParams are the parameters of a query that carry a token: access_token of
// RFC 6750, and what a platform says.
func (t *Table) TokenParams() []string {
	names := Strings{"access_token"}
	for _, p := range t.Platforms {
		extend(&names, p.Token.Query)
	}
	return names
}

// AdminScope reports whether only machines and staff get a scope.
func (t *Table) AdminScope(scope string) bool {
	for _, p := range t.Platforms {
		if matchAny(p.Scopes.Admin, scope) {
			return true
		}
	}
	return false
}

// UserParam reports whether a parameter of this name carries a user id on some
// platform.
func (t *Table) UserParam(name string) bool {
	for _, p := range t.Platforms {
		if slices.Contains(p.UserParams, name) {
			return true
		}
	}
	return false
}

// Satisfies reports whether a token of the platform with scope have opens what
// asks for want.
func (p *Platform) Satisfies(have, want string) bool {
	if have == want {
		return true
	}
	for _, im := range p.Scopes.Implies {
		before, after, open := strings.Cut(im.Scope, "{x}")
		x, ok := strings.CutPrefix(have, before)
		if ok && open {
			x, ok = strings.CutSuffix(x, after)
		}
		if !ok || (!open && x != "") {
			continue
		}
		for _, s := range im.Satisfies {
			if s == "*" || strings.ReplaceAll(s, "{x}", x) == want {
				return true
			}
		}
	}
	return false
}

// ConnectScope returns a scope that users of the platform can consent to.
func (p *Platform) ConnectScope(name string) (Scope, bool) {
	for _, s := range p.Scopes.Connect {
		if s.Name == name {
			return s, true
		}
	}
	return Scope{}, false
}

func matchAny(patterns Strings, text string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matchWord(p, text) })
}

// matchFold matches a text in lower case.
func matchFold(patterns Strings, text string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matchWord(strings.ToLower(p), text) })
}
