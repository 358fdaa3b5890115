package flow

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

func (e *eval) composite(x *ast.CompositeLit) *Value {
	t := e.info.TypeOf(x)
	if t == nil {
		return unknown("a literal without a type")
	}
	under := t.Underlying()
	if p, ok := under.(*types.Pointer); ok {
		under = p.Elem().Underlying()
	}
	obj := NewObject(typeName(t), t, span(x))
	switch u := under.(type) {
	case *types.Struct:
		e.structLit(x, u, obj.Obj)
	case *types.Map:
		for _, el := range x.Elts {
			kv, ok := el.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			obj.Obj.Put(Entry{Op: "set", Key: e.expr(kv.Key), Val: e.arg(kv.Value), Src: span(kv), Form: rest.ParamElement})
		}
	default:
		for _, el := range x.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			obj.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: e.arg(el), Src: span(el), Form: rest.ParamElement})
		}
	}
	return obj
}

func (e *eval) structLit(x *ast.CompositeLit, st *types.Struct, obj *Object) {
	var handed []handedField
	for i, el := range x.Elts {
		var fv *types.Var
		val := el
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			id, ok := kv.Key.(*ast.Ident)
			if !ok {
				continue
			}
			fv, _ = e.info.Uses[id].(*types.Var)
			val = kv.Value
		} else if i < st.NumFields() {
			fv = st.Field(i)
		}
		if fv == nil {
			continue
		}
		v := e.arg(val)
		obj.Set(fv.Name(), v)
		remember(e.w.fields, fv.Origin(), v)
		handed = append(handed, handedField{fv.Name(), v, val})
	}
	for _, h := range handed {
		e.registerField(obj.Kind, obj, h)
	}
}

// A handedField is a field of a literal with what it is set to.
type handedField struct {
	name string
	val  *Value
	at   ast.Expr
}

// registerField notes a function put into a field that a framework calls.
func (e *eval) registerField(kind string, obj *Object, h handedField) {
	f, ok := e.w.frame.fields[kind+"."+h.name]
	if !ok {
		return
	}
	reg := &Reg{Kind: f.Kind, Trigger: kind + "." + h.name, Fn: h.val, In: e.node, At: span(h.at)}
	if f.Pattern != "" && obj != nil {
		reg.Pattern = obj.Get(f.Pattern)
	}
	e.register(reg)
}
