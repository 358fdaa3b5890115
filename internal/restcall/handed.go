package restcall

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/flow"
)

// handedOn finds the functions that are handed to code out of sight, which may
// serve them below any prefix and behind any check: what they look like says
// nothing about for whom they run.
func (f *finder) handedOn() {
	f.handed = map[*flow.Func]bool{}
	byPos := map[token.Pos]*flow.Func{}
	byObj := map[types.Object]*flow.Func{}
	for _, fn := range f.w.Funcs() {
		switch {
		case fn.Lit != nil:
			byPos[fn.Lit.Pos()] = fn
		case fn.Obj != nil:
			byObj[fn.Obj] = fn
		}
	}
	for _, p := range f.w.Pkgs {
		for _, file := range p.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				for _, arg := range call.Args {
					if fn := named(p.Info, arg, byPos, byObj); fn != nil && f.outOfSight(p.Info, call, byObj) {
						f.handed[fn] = true
					}
				}
				return true
			})
		}
	}
}

// outOfSight reports whether a call is of a function that is neither here nor
// known to a trigger.
func (f *finder) outOfSight(info *types.Info, call *ast.CallExpr, here map[types.Object]*flow.Func) bool {
	callee := calleeOf(info, call)
	if callee == nil || callee.Pkg() == nil || here[callee.Origin()] != nil {
		return false
	}
	_, reg := f.regs[flow.FuncName(callee)]
	return !reg && !f.routers[flow.FuncName(callee)]
}

func calleeOf(info *types.Info, call *ast.CallExpr) *types.Func {
	var id *ast.Ident
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	callee, _ := info.Uses[id].(*types.Func)
	return callee
}

// named returns the function that an argument is, through conversions.
func named(info *types.Info, arg ast.Expr, byPos map[token.Pos]*flow.Func, byObj map[types.Object]*flow.Func) *flow.Func {
	switch x := ast.Unparen(arg).(type) {
	case *ast.FuncLit:
		return byPos[x.Pos()]
	case *ast.Ident:
		return byObj[info.Uses[x]]
	case *ast.SelectorExpr:
		return byObj[info.Uses[x.Sel]]
	case *ast.CallExpr:
		if tv, ok := info.Types[x.Fun]; ok && tv.IsType() && len(x.Args) == 1 {
			return named(info, x.Args[0], byPos, byObj)
		}
	}
	return nil
}

// unseen reports whether a context key belongs to a package of the same program
// that is not here, as in a driver that looks at one package: what is put into
// contexts under it cannot be known.
func (f *finder) unseen(key string) bool {
	fields := strings.Fields(key)
	if len(fields) < 2 {
		return false
	}
	slash := strings.LastIndexByte(fields[1], '/') + 1
	dot := strings.IndexByte(fields[1][slash:], '.')
	if dot < 0 {
		return false
	}
	path := fields[1][:slash+dot]
	near := false
	for _, p := range f.w.Pkgs {
		if p.Path == path {
			return false
		}
		near = near || stem(p.Path) == stem(path)
	}
	return near
}

// stem is the first two elements of an import path.
func stem(path string) string {
	elems := strings.SplitN(path, "/", 3)
	return strings.Join(elems[:min(2, len(elems))], "/")
}
