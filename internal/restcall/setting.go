package restcall

import (
	"go/types"
	"path"
	"reflect"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// setting reads a token that comes out of the configuration: the table knows
// whose it is by the name it has there, be it of an environment variable, a flag,
// a key, a file or a field that some library fills.
func (f *finder) setting(v *flow.Value) (rest.Auth, bool) {
	names := settingNames(v)
	for _, name := range names {
		if f.table.StaticToken(name) {
			return rest.Auth{Grant: rest.StaticToken, EnvVar: name, Why: f.explain(v)}, true
		}
	}
	if v.Op != flow.Result || v.Text != "os.Getenv" || len(names) == 0 {
		return rest.Auth{}, false
	}
	why := "; list it under env, m2m_tokens in scopemap.yaml if it is a machine token"
	if f.table.UserTokenEnv(names[0]) {
		why = ", the token of one user, who need not be the one who acts"
	}
	return rest.Auth{EnvVar: names[0], Why: "the token is environment variable " + names[0] + why}, true
}

// settingNames returns the names that a value has where it is configured.
func settingNames(v *flow.Value) []string {
	var names []string
	switch v.Op {
	case flow.Result:
		for _, a := range v.Args {
			if text, ok := a.ConstText(); ok {
				names = append(names, path.Base(text))
			}
		}
	case flow.Index:
		if text, ok := arg(v, 1).ConstText(); ok {
			names = append(names, text)
		}
	case flow.Field:
		if !fromAnswer(v) {
			names = append(fieldTags(arg(v, 0), v.Text), v.Text)
		}
	}
	return names
}

// fromAnswer reports whether a value is part of the answer to a request: what it
// is called there is the server's choice.
func fromAnswer(v *flow.Value) bool {
	for v != nil && (v.Op == flow.Field || v.Op == flow.Index || v.Op == flow.Decoded) {
		v = flow.Lower(arg(v, 0))
	}
	return v != nil && v.Op == flow.Response
}

// fieldTags returns the names that the tags of a field give it: `env:"X,required"`.
func fieldTags(base *flow.Value, field string) []string {
	if base == nil || base.Type == nil {
		return nil
	}
	t := base.Type.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	st, ok := t.(*types.Struct)
	if !ok {
		return nil
	}
	var names []string
	for i := range st.NumFields() {
		if st.Field(i).Name() != field {
			continue
		}
		tag := st.Tag(i)
		for tag != "" { // each `key:"value"`
			key, rest, ok := strings.Cut(strings.TrimLeft(tag, " "), ":")
			if !ok {
				break
			}
			if name, _, _ := strings.Cut(reflect.StructTag(key+":"+rest).Get(key), ","); name != "" && name != "-" {
				names = append(names, name)
			}
			_, tag, _ = strings.Cut(strings.TrimPrefix(rest, `"`), `"`)
		}
	}
	return names
}
