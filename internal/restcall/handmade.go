package restcall

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Functions that a signature made by hand is checked with.
var (
	bodyReaders = []string{"github.com/gin-gonic/gin.Context.GetRawData", "github.com/gofiber/fiber/v2.Ctx.Body",
		"github.com/gofiber/fiber/v3.Ctx.Body", "github.com/valyala/fasthttp.RequestCtx.PostBody"}
	onlyRead  = []string{"io", "io/ioutil", "bytes", "strings", "net/http", "encoding/base64", "encoding/hex"} // their functions give what they are given
	comparers = []string{"crypto/hmac.Equal", "crypto/subtle.ConstantTimeCompare", "bytes.Equal"}
	verifiers = []string{"crypto/ed25519.Verify", "crypto/rsa.VerifyPKCS1v15", "crypto/rsa.VerifyPSS", "crypto/ecdsa.VerifyASN1", "crypto/ecdsa.Verify"}
	hashFills = []string{"io.Copy", "io.TeeReader", "io.WriteString", "fmt.Fprint", "fmt.Fprintf", "hash.Hash.Write", "io.Writer.Write"}
)

// A seal looks for a signature that functions check by hand: they hash what they
// were sent and compare the sum. Only a machine signs the body of a request. A
// cookie is signed by the service itself, for its own user.
type seal struct {
	cookie   bool                  // it is a cookie or a token that is looked for
	body     map[types.Object]bool // variables and parameters that hold it
	hashed   bool
	compared bool
	verified bool
}

// sealed reports whether functions that run together check the signature of a body.
func sealed(fns []*flow.Func) bool {
	return (&seal{body: map[types.Object]bool{}}).checkedBy(fns)
}

// signs reports whether fn, with what it calls, checks the signature of the cookie or
// token that it reads or is given.
func (f *finder) signs(fn *flow.Func) bool {
	s := &seal{cookie: true, body: map[types.Object]bool{}}
	for p := range fn.Sig.Params().Variables() {
		if b, ok := p.Type().Underlying().(*types.Basic); ok && b.Kind() == types.String {
			s.body[p] = true
		}
	}
	return s.checkedBy(f.together([]*flow.Func{fn}, 2))
}

func (s *seal) checkedBy(fns []*flow.Func) bool {
	for range 3 { // the body goes down from function to function
		for _, fn := range fns {
			if b := fn.Body(); b != nil {
				ast.Inspect(b, func(n ast.Node) bool { s.node(fn.Pkg.Info, n); return true })
			}
		}
	}
	return s.hashed && s.compared || s.verified
}

func (s *seal) node(info *types.Info, n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, x := range n.Rhs {
			if i >= len(n.Lhs) || len(n.Rhs) > 1 && len(n.Rhs) != len(n.Lhs) {
				break
			}
			if id, ok := n.Lhs[i].(*ast.Ident); ok && s.holds(info, x) {
				s.body[info.ObjectOf(id)] = true
			}
		}
	case *ast.CallExpr:
		s.call(info, n)
	}
}

func (s *seal) call(info *types.Info, call *ast.CallExpr) {
	fn := calleeOf(info, call)
	if fn == nil {
		return
	}
	params := fn.Signature().Params()
	for i, a := range call.Args {
		if i < params.Len() && s.holds(info, a) {
			s.body[params.At(i)] = true
		}
	}
	name := flow.FuncName(fn)
	holds := slices.ContainsFunc(call.Args, func(a ast.Expr) bool { return s.holds(info, a) })
	s.compared = s.compared || slices.Contains(comparers, name)
	s.verified = s.verified || slices.Contains(verifiers, name) && holds
	if holds && slices.Contains(hashFills, name) {
		parts := call.Args
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			parts = append(parts[:len(parts):len(parts)], sel.X)
		}
		s.hashed = s.hashed || slices.ContainsFunc(parts, func(x ast.Expr) bool { return flow.TypeName(info.TypeOf(x)) == "hash.Hash" })
	}
}

// holds reports whether an expression is what is looked for, read or not, or made of
// it.
func (s *seal) holds(info *types.Info, x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || s.body[info.ObjectOf(n)]
		case *ast.SelectorExpr:
			of := flow.TypeName(info.TypeOf(n.X))
			found = found || !s.cookie && n.Sel.Name == "Body" && of == "net/http.Request" || s.cookie && n.Sel.Name == "Value" && of == "net/http.Cookie"
		case *ast.CallExpr:
			fn := calleeOf(info, n)
			found = found || fn != nil && !s.cookie && slices.Contains(bodyReaders, flow.FuncName(fn))
			return !found && (fn == nil || slices.Contains(onlyRead, packageOf(flow.FuncName(fn))))
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// signedAt reports whether a piece of source stands in a function that checks the
// signature of what it reads.
func (f *finder) signedAt(at rest.Span) bool {
	if !at.IsValid() {
		return false
	}
	var in *flow.Func
	for _, fn := range f.w.Funcs() {
		if fn.Body() != nil && fn.Span.Pos <= at.Pos && at.End <= fn.Span.End && (in == nil || inside(fn, in)) {
			in = fn
		}
	}
	if in == nil {
		return false
	}
	if f.signers == nil {
		f.signers = map[*flow.Func]bool{}
	}
	got, ok := f.signers[in]
	if !ok {
		got = f.signs(in)
		f.signers[in] = got
	}
	return got
}
