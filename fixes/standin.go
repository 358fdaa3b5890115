package fixes

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A StandIn is a new file with methods that a generated type lacks until it is
// generated again.
type StandIn struct {
	Path   string // as the file set names files
	Text   []byte
	Owners []int // the splits that need it, by index
}

// standIns returns the files beside generated ones.
func (s *splitter) standIns() []StandIn {
	var out []StandIn
	for i, b := range s.order {
		same := func(o *sibling) bool { return o.apart && o.file == b.file }
		if !b.apart || slices.ContainsFunc(s.order[:i], same) {
			continue
		}
		var all []*sibling
		for _, o := range s.order[i:] {
			if same(o) {
				all = append(all, o)
			}
		}
		out = append(out, standIn(b.file, all))
	}
	return out
}

func standIn(f *File, all []*sibling) StandIn {
	path := f.tokenFile().Name()
	base, test := strings.CutSuffix(strings.TrimSuffix(path, ".go"), "_test")
	in := StandIn{Path: base + "_for_user.go"}
	if test {
		in.Path = base + "_for_user_test.go"
	}
	var imports, methods []string
	for _, b := range all {
		text, _ := b.text(nil)
		methods = append(methods, text+"\n")
		imports = append(imports, b.imports()...)
		in.Owners = append(in.Owners, b.owners...)
	}
	slices.Sort(in.Owners)
	in.Owners = slices.Compact(in.Owners)
	slices.Sort(imports)
	name := f.Name[strings.LastIndexByte(f.Name, '/')+1:]
	head := "// The code here stands in for methods that " + name + " lacks. When that is\n// generated again, it has them: delete this file then.\n\npackage " + f.Syntax.Name.Name + "\n\n"
	if len(imports) > 0 {
		head += "import (\n\t" + strings.Join(slices.Compact(imports), "\n\t") + "\n)\n\n"
	}
	in.Text = []byte(constraint(f) + head + strings.Join(methods, "\n"))
	return in
}

// constraint returns the build constraint of f, as its first lines.
func constraint(f *File) string {
	for _, g := range f.Syntax.Comments {
		for _, c := range g.List {
			if c.Pos() < f.Syntax.Package && strings.HasPrefix(c.Text, "//go:build ") {
				return c.Text + "\n\n"
			}
		}
	}
	return ""
}

// imports returns the imports that the signature of a delegate needs.
func (b *sibling) imports() []string {
	var out []string
	for _, part := range []ast.Node{b.decl.Recv, b.decl.Type} {
		ast.Inspect(part, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			pkg, ok := b.file.Info.Uses[id].(*types.PkgName)
			for _, spec := range b.file.Syntax.Imports {
				if ok && importPath(spec) == pkg.Imported().Path() {
					out = append(out, b.file.source(spec))
				}
			}
			return true
		})
	}
	return out
}
