package flow

import (
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// A decoder makes values out of a Wire.
type decoder struct {
	w     *World
	f     *Func
	in    *Wire
	from  *types.Package
	vals  []*Value
	sends []*Send
	funcs []*Func
}

// Decode returns a function of another package with the summary of its fact.
func (w *World) Decode(obj *types.Func, in *Wire) *Func {
	pkg := &Package{Path: obj.Pkg().Path(), Types: obj.Pkg(), Info: &types.Info{}}
	f := w.number(&Func{Obj: obj, Pkg: pkg, Sig: obj.Signature(), Name: rest.Func{Pkg: obj.Pkg().Path(), Name: spelling(obj)}, sum: &Summary{}})
	d := &decoder{w: w, f: f, in: in, from: obj.Pkg(), vals: make([]*Value, len(in.Nodes)), sends: make([]*Send, len(in.Sends))}
	d.declare()
	for i, wf := range in.Funcs {
		d.summary(d.funcs[i], wf.WireSummary)
	}
	d.summary(f, in.WireSummary)
	return f
}

// signature returns a signature with so many parameters: their number is all
// that is asked of a function value.
func signature(params int, variadic bool) *types.Signature {
	var vars []*types.Var
	for i := range params {
		t := types.Universe.Lookup("any").Type()
		if variadic && i == params-1 {
			t = types.NewSlice(t)
		}
		vars = append(vars, types.NewParam(0, nil, "", t))
	}
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(vars...), nil, variadic)
}

func (d *decoder) value(n int) *Value {
	if n <= 0 || n > len(d.vals) {
		return nil
	}
	if v := d.vals[n-1]; v != nil {
		return v
	}
	node := d.in.Nodes[n-1]
	v := &Value{Op: node.Op, Text: node.Text, Num: node.Num, Hole: node.Hole, Ref: node.Ref}
	if node.Type > 0 && node.Type <= len(d.in.Types) {
		v.Type = d.typ(d.in.Types[node.Type-1])
	}
	d.vals[n-1] = v
	switch {
	case node.Op == Param:
		if v.Fn = d.owner(node.Of); v.Fn == nil {
			v.Op, v.Text = Unknown, "a parameter of another function"
		}
	case node.Op == FuncVal:
		d.function(node, v)
	case node.Op == Global:
		v.Var = d.global(node.Text)
		if v.Var == nil {
			v.Op, v.Text = Unknown, "a variable of another package"
		}
	case node.Obj != nil:
		v.Obj = &Object{Kind: node.Obj.Kind, Type: v.Type}
		d.object(v.Obj, node.Obj)
	case node.Op == Secret:
		v.Cred = d.cred(node.Cred)
	case node.Op == Response:
		v.Send = d.send(node.Of)
	}
	for _, a := range node.Args {
		v.Args = append(v.Args, d.value(a))
	}
	if node.Cond != 0 {
		v.Cond = &Cond{Val: d.value(node.Cond), Neg: node.Neg}
	}
	return v
}

// object fills in an object that its own parts may refer to.
func (d *decoder) object(out *Object, in *WireObject) {
	out.Base = d.value(in.Base)
	for i, name := range in.Names {
		if f := d.value(in.Fields[i]); f != nil {
			out.Set(name, f)
		}
	}
	for _, we := range in.Log {
		entry := Entry{Op: we.Op, Key: d.orEmpty(we.Key), Val: d.value(we.Val)}
		if we.Cond != 0 {
			entry.Cond = &Cond{Val: d.value(we.Cond), Neg: we.Neg}
		}
		out.Put(entry)
	}
}

func (d *decoder) cred(in *WireCred) *Cred {
	if in == nil {
		return &Cred{}
	}
	out := &Cred{Grant: in.Grant, Why: in.Why, TokenURL: d.value(in.TokenURL), Account: d.value(in.Account)}
	for _, s := range in.Scopes {
		out.Scopes = append(out.Scopes, d.value(s))
	}
	return out
}

func (d *decoder) orEmpty(n int) *Value {
	if v := d.value(n); v != nil {
		return v
	}
	return NewConst("")
}

func (d *decoder) send(n int) *Send {
	if n <= 0 || n > len(d.sends) {
		return &Send{Frames: []Frame{{In: d.f}}}
	}
	if s := d.sends[n-1]; s != nil {
		return s
	}
	ws := d.in.Sends[n-1]
	s := &Send{Lib: ws.Lib, ClientText: ws.ClientText, Default: ws.Default}
	d.sends[n-1] = s
	s.Method, s.URL, s.Query = d.value(ws.Method), d.value(ws.URL), d.value(ws.Query)
	s.Body, s.Client, s.Ctx = d.value(ws.Body), d.value(ws.Client), d.value(ws.Ctx)
	if h := d.value(ws.Header); h != nil {
		s.Header = h.Obj
	}
	for i, c := range ws.Conds {
		s.Conds = append(s.Conds, Cond{Val: d.value(c), Neg: ws.Negs[i]})
	}
	s.Equal = d.equalities(ws.Equal)
	for _, fr := range ws.Frames {
		in := &Func{Name: fr.In, Pkg: &Package{Path: fr.In.Pkg, Types: d.from, Info: &types.Info{}}}
		s.Frames = append(s.Frames, Frame{In: in, To: fr.To, At: fr.At, Said: fr.Said})
	}
	s.Node = d.f
	return s
}

// typ finds a type by name among the imports of the package of the fact.
func (d *decoder) typ(name string) types.Type {
	star := strings.HasPrefix(name, "*")
	name = strings.TrimPrefix(name, "*")
	if name == "" {
		return nil
	}
	var t types.Type
	if obj, ok := types.Universe.Lookup(name).(*types.TypeName); ok {
		t = obj.Type()
	} else if tn, ok := lookup(d.from, name).(*types.TypeName); ok {
		t = tn.Type()
	}
	if t != nil && star {
		return types.NewPointer(t)
	}
	return t
}

func (d *decoder) global(name string) *types.Var {
	v, _ := lookup(d.from, name).(*types.Var)
	return v
}

// lookup finds a package-level object by its full name in a package or what it
// imports.
func lookup(p *types.Package, name string) types.Object {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || p == nil {
		return nil
	}
	path, short := name[:i], name[i+1:]
	if p.Path() == path {
		return p.Scope().Lookup(short)
	}
	seen := map[*types.Package]bool{p: true}
	queue := []*types.Package{p}
	for len(queue) > 0 {
		p, queue = queue[0], queue[1:]
		for _, imp := range p.Imports() {
			if imp.Path() == path {
				return imp.Scope().Lookup(short)
			}
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
	return nil
}

// spelling spells a function as a stack trace does, without its package.
func spelling(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	switch {
	case !ok:
		return fn.Name()
	case star != "":
		return "(*" + n.Obj().Name() + ")." + fn.Name()
	}
	return n.Obj().Name() + "." + fn.Name()
}
