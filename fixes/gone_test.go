package fixes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"slices"
	"testing"
)

const goneSource = `package p

import "net/http"

func fetch(id string) (*http.Response, error) {
	u := "https://example.com/v1/x?user_id=" + id
	req, err := http.NewRequest("GET", u, nil)
	if err != nil {
		return nil, err
	}
	if id != "" {
		req.Header.Set("Authorization", "Bearer "+token(id))
	}
	return http.DefaultClient.Do(req)
}

func token(id string) string { return "t" + id }

var last = token("x")
`

// randomOps returns operations on nodes of a file, as planners make them.
func randomOps(r *rand.Rand, nodes []ast.Node) []op {
	kinds := []opKind{opReplace, opDrop, opHoist, opUnlink, opBefore, opAfter, opDefine}
	var ops []op
	for range 1 + r.IntN(12) {
		o := op{kind: kinds[r.IntN(len(kinds))], node: nodes[r.IntN(len(nodes))]}
		if !slices.ContainsFunc(ops, func(p op) bool { return p.same(o) || p.clashes(o) }) {
			ops = append(ops, o)
		}
	}
	return ops
}

// TestGone holds that what goes is what the definition says, however operations come.
func TestGone(t *testing.T) {
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "p.go", goneSource, 0)
	if err != nil {
		t.Fatal(err)
	}
	nodes := flatten(syntax)[1:]
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 2000 {
		ops := randomOps(r, nodes)
		fd := &fileDraft{file: &File{Syntax: syntax}}
		for i, o := range ops {
			fd.ops = append(fd.ops, o)
			if round%3 == 0 && i == 0 {
				fd.deleted = append(fd.deleted, syntax.Decls[2].(*ast.FuncDecl))
			}
			pos := syntax.FileStart + token.Pos(r.IntN(len(goneSource)))
			want := covered(fd.ops, pos) || len(fd.deleted) > 0 && syntax.Decls[2].Pos() <= pos && pos < syntax.Decls[2].End()
			if got := fd.gone(pos); got != want {
				t.Fatalf("round %d: gone(%v) = %v, want %v", round, fset.Position(pos), got, want)
			}
		}
		var got, want []op
		got = effective(ops)
		for _, o := range ops {
			inside := slices.ContainsFunc(ops, func(p op) bool {
				return p.removes() && p.node != o.node && p.node.Pos() <= o.node.Pos() && o.node.End() <= p.node.End()
			})
			if !inside {
				want = append(want, o)
			}
		}
		if !slices.EqualFunc(got, want, op.same) {
			t.Fatalf("round %d: %d effective operations, want %d of %d", round, len(got), len(want), len(ops))
		}
		acting := 0
		for decl, list := range fd.effects() {
			acting += len(list)
			if !slices.EqualFunc(list, opsIn(want, decl), op.same) {
				t.Fatalf("round %d: %d operations act on a declaration, want %d", round, len(list), len(opsIn(want, decl)))
			}
		}
		if inDecls := slices.DeleteFunc(want, func(o op) bool { return fd.file.declAt(o.node.Pos()) == nil }); acting != len(inDecls) {
			t.Fatalf("round %d: %d operations act, want %d", round, acting, len(inDecls))
		}
	}
}

// TestPath holds that the way to a node leads through its declaration.
func TestPath(t *testing.T) {
	syntax, err := parser.ParseFile(token.NewFileSet(), "p.go", goneSource, 0)
	if err != nil {
		t.Fatal(err)
	}
	f := &File{Syntax: syntax}
	for _, n := range flatten(syntax)[1:] {
		path := f.path(n.Pos(), n.End())
		if !slices.Contains(path, n) {
			t.Errorf("no way to %T at %d: %v", n, n.Pos(), path)
		}
	}
	if path := f.path(syntax.Name.End()+1, syntax.Name.End()+1); len(path) != 1 {
		t.Errorf("between declarations there is %v", path)
	}
}
