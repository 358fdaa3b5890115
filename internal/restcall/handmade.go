package restcall

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/m2me/m2me/internal/flow"
)

// Functions that a signature made by hand is checked with.
var (
	bodyReaders = []string{"github.com/gin-gonic/gin.Context.GetRawData", "github.com/gofiber/fiber/v2.Ctx.Body",
		"github.com/gofiber/fiber/v3.Ctx.Body", "github.com/valyala/fasthttp.RequestCtx.PostBody"}
	onlyRead  = []string{"io", "io/ioutil", "bytes", "strings", "net/http"} // their functions give what they are given
	comparers = []string{"crypto/hmac.Equal", "crypto/subtle.ConstantTimeCompare", "bytes.Equal"}
	verifiers = []string{"crypto/ed25519.Verify", "crypto/rsa.VerifyPKCS1v15", "crypto/rsa.VerifyPSS", "crypto/ecdsa.VerifyASN1", "crypto/ecdsa.Verify"}
	hashFills = []string{"io.Copy", "io.TeeReader", "io.WriteString", "fmt.Fprint", "fmt.Fprintf", "hash.Hash.Write", "io.Writer.Write"}
)

// A seal looks for a signature of the request's body that functions check by hand:
// they hash the body and compare the sum. Only a machine signs what it sends; a
// cookie may be signed as well, and is no body.
type seal struct {
	body     map[types.Object]bool // variables and parameters that hold the body
	hashed   bool
	compared bool
	verified bool
}

// sealed reports whether functions that run together check such a signature.
func sealed(fns []*flow.Func) bool {
	s := &seal{body: map[types.Object]bool{}}
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

// holds reports whether an expression is the body of a request, read or not, or
// made of it.
func (s *seal) holds(info *types.Info, x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || s.body[info.ObjectOf(n)]
		case *ast.SelectorExpr:
			found = found || n.Sel.Name == "Body" && flow.TypeName(info.TypeOf(n.X)) == "net/http.Request"
		case *ast.CallExpr:
			fn := calleeOf(info, n)
			found = found || fn != nil && slices.Contains(bodyReaders, flow.FuncName(fn))
			return !found && (fn == nil || slices.Contains(onlyRead, packageOf(flow.FuncName(fn))))
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}
