package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// purePackages hold functions that only compute, as far as a request is
// concerned: reading the environment counts.
var purePackages = []string{"strings", "strconv", "net/url", "path", "fmt", "unicode", "errors", "slices", "maps", "cmp", "encoding/base64", "encoding/hex"}

// pureFuncs are functions without effect from packages that have others.
var pureFuncs = []string{"os.Getenv", "os.LookupEnv", "time.Now", "time.Since", "context.Background", "context.TODO", "context.WithValue", "bytes.NewReader", "bytes.NewBufferString", "net/http.CanonicalHeaderKey"}

// removable reports whether leaving e out changes nothing but what the caller
// of the sweep wants gone: it has no effect, or is a recognised token fetch.
func (fd *fileDraft) removable(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if slices.Contains(fd.fetches, ast.Expr(n)) {
				return false
			}
			ok = ok && pureCall(fd.file.Info, n)
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		}
		return ok
	})
	return ok
}

// pureCall reports whether a call has no effect itself; its arguments are
// looked at separately.
func pureCall(info *types.Info, call *ast.CallExpr) bool {
	if info == nil {
		return false
	}
	fun := ast.Unparen(call.Fun)
	if tv, ok := info.Types[fun]; ok && (tv.IsType() || tv.IsBuiltin() && pureBuiltin(fun)) {
		return true
	}
	fn := callee(info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	path := fn.Pkg().Path()
	sig := fn.Signature()
	switch {
	case credentialCall(fn):
		return true
	case sig.Recv() != nil:
		return pureMethod(path, sig, fn.Name())
	case path == "fmt":
		return strings.HasPrefix(fn.Name(), "Sprint") || fn.Name() == "Errorf"
	}
	return slices.Contains(purePackages, path) || slices.Contains(pureFuncs, path+"."+fn.Name())
}

// pureMethod knows methods that only read their receiver.
func pureMethod(path string, sig *types.Signature, name string) bool {
	switch path {
	case "net/url":
		return !slices.Contains([]string{"Set", "Add", "Del", "UnmarshalBinary"}, name)
	case "strings":
		return strings.HasSuffix(sig.Recv().Type().String(), ".Replacer") || name == "String" || name == "Len"
	case "time":
		return !strings.Contains(sig.Recv().Type().String(), "Time") || name != "UnmarshalJSON"
	case "context":
		return true
	case "net/http":
		return slices.Contains([]string{"Context", "PathValue", "UserAgent", "Cookie", "Get", "Values", "Clone"}, name) &&
			!strings.HasSuffix(sig.Recv().Type().String(), ".Client")
	}
	return name == "String" && sig.Params().Len() == 0
}

func pureBuiltin(fun ast.Expr) bool {
	id, ok := fun.(*ast.Ident)
	return ok && slices.Contains([]string{"len", "cap", "make", "new", "append", "min", "max", "complex", "real", "imag"}, id.Name)
}

// credentialCall reports whether fn gets or wraps an OAuth credential.
func credentialCall(fn *types.Func) bool {
	path := fn.Pkg().Path()
	return path == "golang.org/x/oauth2" || strings.HasPrefix(path, "golang.org/x/oauth2/")
}

// callee returns the function that a call names, or nil.
func callee(info *types.Info, call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	switch x := fun.(type) {
	case *ast.Ident:
		fn, _ := info.Uses[x].(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := info.Uses[x.Sel].(*types.Func)
		return fn
	}
	return nil
}

// pureFunc reports whether running the body of fn has no effect.
func (fd *fileDraft) pureFunc(fn *ast.FuncDecl) bool {
	if fn.Body == nil {
		return false
	}
	ok := true
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.SelectStmt:
			ok = false
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		case *ast.CallExpr:
			ok = ok && (pureCall(fd.file.Info, n) || fd.localMutation(fn, n))
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				ok = ok && fd.localTarget(fn, l)
			}
		case *ast.IncDecStmt:
			ok = ok && fd.localTarget(fn, n.X)
		}
		return ok
	})
	return ok
}

// localTarget reports whether an assignment to e stays inside fn.
func (fd *fileDraft) localTarget(fn *ast.FuncDecl, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	obj := fd.file.Info.ObjectOf(id)
	return id.Name == "_" || obj != nil && fn.Body.Pos() <= obj.Pos() && obj.Pos() < fn.Body.End()
}

// localMutation reports whether a call changes only a local value of fn: q.Set(k, v).
func (fd *fileDraft) localMutation(fn *ast.FuncDecl, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	f := callee(fd.file.Info, call)
	if f == nil || f.Pkg() == nil || f.Signature().Recv() == nil {
		return false
	}
	return slices.Contains([]string{"net/url", "strings", "bytes"}, f.Pkg().Path()) && fd.localTarget(fn, sel.X)
}
