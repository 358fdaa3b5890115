package fixes

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// text returns the source of a sibling, and where its pieces come from.
func (b *sibling) text(redirects []*redirect) (string, []Piece) {
	name := siblingName(b.decl.Name.Name)
	if !b.copied {
		return fmt.Sprintf("// %s is %s.\n%s", name, b.decl.Name.Name, b.delegate(name)), nil
	}
	var w pieceWriter
	fmt.Fprintf(&w.out, "// %s is %s for the user who acts.\n", name, b.decl.Name.Name)
	from, end := b.file.offset(b.decl.Pos()), b.file.offset(b.decl.End())
	for _, id := range b.names(redirects) {
		at := b.file.offset(id.Pos())
		w.keep(b.file.Src, from, at)
		w.put(siblingName(id.Name), at)
		from = at + len(id.Name)
	}
	w.keep(b.file.Src, from, end)
	return w.out.String(), w.pieces
}

// names returns the names that change in a copy, in source order.
func (b *sibling) names(redirects []*redirect) []*ast.Ident {
	ids := []*ast.Ident{b.decl.Name}
	for _, r := range redirects { // sorted by position
		if r.file == b.file && b.decl.Body.Pos() <= r.id.Pos() && r.id.Pos() < b.decl.Body.End() {
			ids = append(ids, r.id)
		}
	}
	return ids
}

// delegate writes a method that calls the original.
func (b *sibling) delegate(name string) string {
	taken := map[string]bool{}
	for _, list := range []*ast.FieldList{b.decl.Type.Params, b.decl.Type.Results} {
		for _, id := range fieldNames(list) {
			taken[id.Name] = true
		}
	}
	recv := b.decl.Recv.List[0]
	self := ""
	if len(recv.Names) == 1 && recv.Names[0].Name != "_" {
		self = recv.Names[0].Name
	} else {
		self = fresh(strings.ToLower(strings.TrimLeft(b.file.source(recv.Type), "*")[:1]), taken)
	}
	taken[self] = true
	params, args := b.params(taken)
	out := fmt.Sprintf("func (%s %s) %s(%s)", self, b.file.source(recv.Type), name, params)
	back := ""
	if res := b.decl.Type.Results; res != nil && len(res.List) > 0 {
		out += " " + b.file.source(res)
		back = "return "
	}
	return fmt.Sprintf("%s {\n\t%s%s.%s(%s)\n}", out, back, self, b.decl.Name.Name, args)
}

// params returns the parameters of a delegate, all with names, and the arguments
// that hand them on.
func (b *sibling) params(taken map[string]bool) (params, args string) {
	var list, names []string
	for _, field := range b.decl.Type.Params.List {
		var group []string
		for range max(1, len(field.Names)) {
			name := ""
			if len(field.Names) > len(group) && field.Names[len(group)].Name != "_" {
				name = field.Names[len(group)].Name
			} else {
				name = fresh(fmt.Sprintf("a%d", len(names)), taken)
				taken[name] = true
			}
			group = append(group, name)
			if _, ok := field.Type.(*ast.Ellipsis); ok {
				name += "..."
			}
			names = append(names, name)
		}
		list = append(list, strings.Join(group, ", ")+" "+b.file.source(field.Type))
	}
	return strings.Join(list, ", "), strings.Join(names, ", ")
}

func fieldNames(list *ast.FieldList) []*ast.Ident {
	var out []*ast.Ident
	if list != nil {
		for _, f := range list.List {
			out = append(out, f.Names...)
		}
	}
	return out
}

// fresh returns a name that is not taken.
func fresh(name string, taken map[string]bool) string {
	if token.IsKeyword(name) || !token.IsIdentifier(name) {
		name = "v"
	}
	for taken[name] {
		name += "_"
	}
	return name
}

// text returns the source of the method's sibling in the interface.
func (m *ifaceMethod) text() string {
	return siblingName(m.name.Name) + m.file.text(m.name.End(), m.field.Type.End())
}
