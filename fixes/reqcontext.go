package fixes

import (
	"go/types"
	"strings"
)

// requestContext returns the context of the request that a parameter carries, or
// "". Frameworks differ in how their own context leads to it, but not much: it
// holds the *http.Request, or has a method for the context, or is one itself. A
// receiver counts for what it embeds: a controller.
func requestContext(v *types.Var) string {
	if v.Kind() == types.RecvVar {
		return throughController(v)
	}
	if text := throughRequest(v.Name(), v.Type()); text != "" {
		return text
	}
	for _, name := range []string{"UserContext", "Context"} {
		if isNamed(resultOf(v.Type(), name), "context", "Context") {
			return v.Name() + "." + name + "()"
		}
	}
	if isContextLike(v.Type()) {
		return v.Name()
	}
	return ""
}

// throughController returns the context that a receiver leads to which embeds
// the controller of a framework.
func throughController(v *types.Var) string {
	for _, name := range []string{"", "Ctx"} {
		t, text, outer := v.Type(), v.Name(), 1
		if name != "" {
			f, index := fieldOf(t, name)
			if f == nil || len(index) < 2 {
				continue
			}
			t, text, outer = f.Type(), text+"."+name, 0
		}
		if f, index := fieldOf(t, "Request"); f != nil && len(index) > outer {
			return throughRequest(text, t)
		}
	}
	return ""
}

// throughRequest returns the context of the incoming request that a value of
// type t holds or returns, or "".
func throughRequest(text string, t types.Type) string {
	if isNamed(t, "net/http", "Response") {
		return ""
	}
	if isNamed(resultOf(t, "Request"), "net/http", "Request") {
		return text + ".Request().Context()"
	}
	if f, _ := fieldOf(t, "Request"); f != nil && isNamed(resultOf(f.Type(), "Context"), "context", "Context") {
		return text + ".Request.Context()"
	}
	return ""
}

// resultOf returns the only result of method name of t that takes nothing; nil
// if there is no such method.
func resultOf(t types.Type, name string) types.Type {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 0 || fn.Signature().Results().Len() != 1 {
		return nil
	}
	return fn.Signature().Results().At(0).Type()
}

// fieldOf returns the exported field name of t with the way to it.
func fieldOf(t types.Type, name string) (*types.Var, []int) {
	obj, index, _ := types.LookupFieldOrMethod(t, true, nil, name)
	v, _ := obj.(*types.Var)
	return v, index
}

// contextMethods are the methods of context.Context.
var contextMethods = map[string]string{
	"Deadline": "() (time.Time, bool)",
	"Done":     "() (<-chan struct{})",
	"Err":      "() (error)",
	"Value":    "(any) (any)",
}

// isContextLike reports whether a value of type t can be passed for a
// context.Context.
func isContextLike(t types.Type) bool {
	for name, want := range contextMethods {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		fn, ok := obj.(*types.Func)
		if !ok || typesOf(fn.Signature().Params())+" "+typesOf(fn.Signature().Results()) != want {
			return false
		}
	}
	return true
}

// typesOf spells the types of a list of parameters or results.
func typesOf(list *types.Tuple) string {
	var names []string
	for v := range list.Variables() {
		t := v.Type()
		if i, ok := t.Underlying().(*types.Interface); ok && i.Empty() {
			t = types.Universe.Lookup("any").Type()
		}
		names = append(names, types.TypeString(t, nil))
	}
	return "(" + strings.Join(names, ", ") + ")"
}
