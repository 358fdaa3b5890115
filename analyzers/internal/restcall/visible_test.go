package restcall

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// TestVisible holds that facts are about what other packages can get hold of, named
// or not, and about nothing else.
func TestVisible(t *testing.T) {
	const src = `package p

import "net/http"

func New() *returned { return nil }
func Pass(func(argument) <-chan sent) {}
func hidden() *unseen { return nil }

type returned struct{ inner field }
type field struct{ embedded }
type embedded struct{}
type argument [2]map[key]element
type key string
type element struct{}
type sent interface{ M() fromMethod; inherited }
type inherited interface{ N() }
type fromMethod struct{}

func (*embedded) Method(fromParameter) {}

type fromParameter = aliased
type aliased struct{}

type Generic[T any] struct{ t T }
type instance struct{}

var Value Generic[instance]

const Constant constant = 1

type constant int

type Declared declaredAs
type declaredAs interface{ O() }

type unseen struct{ wrapped http.ResponseWriter }

func (u *unseen) Header() http.Header { return u.wrapped.Header() }

var value unseen
`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("p", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for obj := range visible(pkg) {
		got = append(got, obj.Name())
	}
	slices.Sort(got)
	want := "Declared Generic New Pass aliased argument constant declaredAs element embedded field fromMethod inherited instance key returned sent"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}
