package restcall

import (
	"go/ast"
	texts "go/constant"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

// whose is s, unless v is the session's and its names tell that it is about
// somebody else: the function that looked it up (SpouseOf), its key (patient_id
// in a session that also holds a user_id), the query (WHERE doctor_id = $1).
func (t *tracer) whose(s rest.Subject, v *flow.Value) rest.Subject {
	if !own(s) {
		return s
	}
	name := v.Text[strings.LastIndexByte(v.Text, '.')+1:]
	if t.relation(name) || len(v.Args) > 1 && names(words(name), trigger.Treated) {
		return t.stranger(name + " names somebody else than the user who acts")
	}
	for _, a := range v.Args {
		if text := t.otherPerson(a, packageOf(v.Text), 0); text != "" {
			return t.stranger(text + " names somebody else than the user who acts")
		}
	}
	for _, a := range v.Args {
		if _, ok := a.ConstText(); ok {
			return t.rewritten(s, t.keeps[ofSession+flow.KeyID(a)])
		}
	}
	return s
}

// otherPerson returns the name in what a look-up is told that names somebody
// else: in a text, or a key of a map or field of a struct. owner is the package
// that keeps what is looked up.
func (t *tracer) otherPerson(v *flow.Value, owner string, depth int) string {
	low := flow.Lower(v)
	if low == nil || depth > 2 {
		return ""
	}
	if text, ok := low.ConstText(); ok {
		return t.otherName(text, owner)
	}
	if id := flow.KeyID(low); owner == "context" && id != "" {
		return t.otherName(id[strings.LastIndexByte(id, '.')+1:], owner)
	}
	if low.Op != flow.Obj || low.Obj.Base != nil {
		return ""
	}
	for _, name := range low.Obj.Order {
		if t.relation(name) && !zero(low.Obj.Field[name]) {
			return name
		}
	}
	for _, e := range low.Obj.Log {
		for _, part := range []*flow.Value{e.Key, e.Val} {
			if text := t.otherPerson(part, owner, depth+1); text != "" {
				return text
			}
		}
	}
	return ""
}

func zero(v *flow.Value) bool {
	text, ok := v.ConstText()
	return ok && (text == "" || text == "0" || text == "false")
}

// otherName returns the identifier in a text that names somebody else: by a word
// for a relation, or by one for a patient or member beside one for the user.
func (t *tracer) otherName(text, owner string) string {
	cared, acting := "", t.acting(owner)
	for _, id := range strings.FieldsFunc(text, func(r rune) bool { return r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if t.relation(id) {
			return id
		}
		w := words(id)
		acting = acting || len(w) > 1 && slices.Contains(trigger.Acting, w[0])
		if (len(w) > 1 || id == text) && names(w, trigger.Cared) {
			cared = id
		}
	}
	if acting {
		return cared
	}
	return ""
}

// acting reports whether the program reads the id of a user who acts, by a name
// that says so, out of what a package keeps: a session, the claims of a token.
func (f *finder) acting(owner string) bool {
	if f.actors == nil {
		f.actors = map[string]bool{}
		for _, p := range f.w.Pkgs {
			for _, file := range p.Files {
				ast.Inspect(file, func(n ast.Node) bool { f.actor(p.Info, n); return true })
			}
		}
	}
	return f.actors[owner]
}

// actor notes which package keeps what n reads by the name of a user who acts.
func (f *finder) actor(info *types.Info, n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if fn := calleeOf(info, n); fn != nil && fn.Pkg() != nil {
			name := flow.FuncName(fn)
			if s, ok := f.sources[name]; !ok && f.recalls[name] == "" && !f.sessionOf(fn) || s.Subject != rest.Session && ok {
				return
			}
			for _, a := range n.Args {
				f.actorKey(info, a, fn.Pkg().Path())
			}
		}
	case *ast.IndexExpr:
		f.actorKey(info, n.Index, keeper(info.TypeOf(n.X), n.X, info))
	}
}

func (f *finder) actorKey(info *types.Info, key ast.Expr, owner string) {
	v := info.Types[key].Value
	if v == nil || v.Kind() != texts.String {
		return
	}
	if w := words(texts.StringVal(v)); len(w) > 0 && slices.Contains(trigger.Acting, w[0]) {
		f.actors[owner] = true
	}
}

// sessionOf reports whether a function is a method of a session.
func (f *finder) sessionOf(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && f.payloads[flow.TypeName(recv.Type())] == rest.Session
}

// keeper returns the package of a map type that has a name, or of the field that
// the map x is kept in.
func keeper(t types.Type, x ast.Expr, info *types.Info) string {
	if name := flow.TypeName(t); strings.Contains(name, ".") {
		return packageOf(name)
	}
	if sel, ok := ast.Unparen(x).(*ast.SelectorExpr); ok {
		if v, ok := info.Uses[sel.Sel].(*types.Var); ok && v.Pkg() != nil {
			return v.Pkg().Path()
		}
	}
	return ""
}

// keeperOf is keeper for a value.
func keeperOf(v *flow.Value) string {
	if v == nil {
		return ""
	}
	if name := flow.TypeName(v.Type); strings.Contains(name, ".") {
		return packageOf(name)
	}
	if v.Var != nil && v.Var.Pkg() != nil {
		return v.Var.Pkg().Path()
	}
	return ""
}

// packageOf returns the import path in the full name of a function or type.
func packageOf(name string) string {
	i := strings.LastIndexByte(name, '/') + 1
	pkg, _, _ := strings.Cut(name[i:], ".")
	return name[:i] + pkg
}

// relation reports whether a field of a user's record names somebody else by
// what it is called: DoctorID, guardian_id.
func (f *finder) relation(field string) bool {
	is, ok := f.related[field]
	if !ok {
		is = names(words(field), trigger.Relations)
		f.related[field] = is
	}
	return is
}

func names(words, list []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
}

// otherField returns the field on the way to v that names somebody else, as in
// user.Parent.ID; empty if none does.
func (f *finder) otherField(v *flow.Value) string {
	last := ""
	for depth := range 6 {
		if v = flow.Lower(v); v == nil || v.Op != flow.Field {
			break
		}
		if depth == 0 {
			last = v.Text
		}
		switch names := f.namesOf(v); {
		case names.other, depth < 2 && names.besideUser:
			return v.Text
		case depth < 3 && names.besideActor:
			return last
		}
		v = arg(v, 0)
	}
	return ""
}

// A fieldOf is a field of a type, by its name.
type fieldOf struct {
	name string
	in   types.Type
}

// fieldNames is what the name of a field says, and those beside it.
type fieldNames struct{ other, besideUser, besideActor bool }

// namesOf returns what the names say of a field. Each field is met thousands of times.
func (f *finder) namesOf(v *flow.Value) fieldNames {
	key := fieldOf{name: v.Text}
	if base := arg(v, 0); base != nil {
		key.in = base.Type
	}
	got, ok := f.fieldNames[key]
	if !ok {
		got = fieldNames{f.relation(v.Text) || grouped(v.Text), besideUser(v), besideActor(v)}
		f.fieldNames[key] = got
	}
	return got
}

// besideUser reports whether a field names a patient, member or customer in a
// record that also names a user: in a practice's portal the user who acts is one
// and the patient another.
func besideUser(v *flow.Value) bool {
	if base := arg(v, 0); names(words(v.Text), trigger.Cared) && base != nil && base.Type != nil {
		return actingField(base.Type, 0)
	}
	return false
}

// besideActor reports whether a field stands in a session or token that has a field
// for who acts, if he is another: the claim act.
func besideActor(v *flow.Value) bool {
	base := arg(v, 0)
	if base == nil || names(words(v.Text), trigger.Actors) {
		return false
	}
	st, ok := structOf(base.Type)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if names(words(f.Name()), trigger.Actors) {
			return true
		}
	}
	return false
}

// actingField reports whether a struct has a field for a user who acts, also in
// what it embeds.
func actingField(t types.Type, depth int) bool {
	st, ok := structOf(t)
	if !ok || depth > 3 {
		return false
	}
	for f := range st.Fields() {
		if w := words(f.Name()); len(w) > 0 && slices.Contains(trigger.Acting, w[0]) || f.Embedded() && actingField(f.Type(), depth+1) {
			return true
		}
	}
	return false
}

// words splits a name at underscores and capitals, in lower case.
func words(name string) []string {
	var out []string
	start := true
	in := []rune(name)
	for i, r := range in {
		if !unicode.IsLetter(r) {
			start = true
			continue
		}
		ends := i+1 < len(in) && unicode.IsLower(in[i+1]) // the P of IDPatient
		if start || unicode.IsUpper(r) && (ends || !unicode.IsUpper(in[i-1])) {
			out = append(out, "")
		}
		out[len(out)-1] += string(unicode.ToLower(r))
		start = false
	}
	return out
}
