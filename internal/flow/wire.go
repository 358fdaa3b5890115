package flow

import (
	"errors"
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// A Wire is a summary in a form that can be stored: values are numbered, and
// syntax is left out. It holds nothing of any table, no absolute path and no
// map, so equal code gives equal bytes.
type Wire struct {
	Nodes   []WireNode
	Results []int
	Params  []int
	Sends   []WireSend
}

// A WireNode is one value. References are indexes into Nodes plus one, so that
// zero means none.
type WireNode struct {
	Op    Op
	Text  string
	Num   int
	Own   bool   // of a Param: of the function that the summary is of
	Type  string // "*net/http.Request"
	Hole  string
	Args  []int
	Cond  int
	Neg   bool
	Field string // of a Field: the struct it is declared in

	Obj    bool
	Kind   string
	Base   int
	Names  []string
	Fields []int
	Log    []WireEntry

	Grant    rest.Grant
	Scopes   []int
	TokenURL int
	Why      string
	Send     int // index into Sends plus one
}

// A WireEntry is an Entry.
type WireEntry struct {
	Op       string
	Key, Val int
	Cond     int
	Neg      bool
}

// A WireSend is a Send; its frames are names.
type WireSend struct {
	Lib                                   string
	Method, URL, Query, Body, Client, Ctx int
	Header                                int
	ClientText                            string
	Default                               bool
	Conds                                 []int
	Negs                                  []bool
	Frames                                []WireFrame
	Inner                                 bool
}

// A WireFrame is a Frame.
type WireFrame struct {
	In rest.Func
	To string
	At rest.Pos
}

// errTooBig says that a summary is over the budget of a fact.
var errTooBig = errors.New("the summary is too big for a fact")

// maxWire bounds the values of one fact.
const maxWire = 600

// An encoder numbers values.
type encoder struct {
	w     *World
	f     *Func
	out   *Wire
	vals  map[*Value]int
	objs  map[*Object]int
	sends map[*Send]int
	err   error
}

// Encode returns what callers in other packages need to know about f: nil if
// that is nothing, or too much.
func (w *World) Encode(f *Func) *Wire {
	if f.sum == nil {
		return nil
	}
	e := &encoder{w: w, f: f, out: &Wire{}, vals: map[*Value]int{}, objs: map[*Object]int{}, sends: map[*Send]int{}}
	for _, s := range f.sum.Sends {
		if s.Open(f) && len(e.out.Sends) < 32 {
			e.send(s)
		}
	}
	telling := len(e.out.Sends) > 0
	for _, r := range f.sum.Results {
		e.out.Results = append(e.out.Results, e.value(r, 0))
		telling = telling || carries(r, 0)
	}
	for _, p := range f.sum.Params {
		n := 0
		if p != nil && p.Op == Obj && p.Obj.touched() {
			n, telling = e.value(p, 0), true
		}
		e.out.Params = append(e.out.Params, n)
	}
	if e.err != nil || !telling {
		return nil
	}
	return e.out
}

// carries reports whether a result is worth a fact: it is more than a constant.
func carries(v *Value, depth int) bool {
	if v == nil || depth > 6 {
		return false
	}
	switch v.Op {
	case Const, Nil, Unknown:
		return false
	case Result:
		for _, a := range v.Args {
			if carries(a, depth+1) {
				return true
			}
		}
		return v.Text == "context.Context.Value"
	}
	return true
}

func (e *encoder) value(v *Value, depth int) int {
	if v == nil || e.err != nil {
		return 0
	}
	if n, ok := e.vals[v]; ok {
		return n
	}
	if len(e.out.Nodes) >= maxWire || depth > 60 {
		e.err = errTooBig
		return 0
	}
	if v.Op == Obj {
		if n, ok := e.objs[v.Obj]; ok {
			return n
		}
	}
	e.out.Nodes = append(e.out.Nodes, WireNode{})
	n := len(e.out.Nodes)
	e.vals[v] = n
	if v.Op == Obj {
		e.objs[v.Obj] = n
	}
	node := WireNode{Op: v.Op, Text: v.Text, Num: v.Num, Type: wireType(v.Type), Hole: v.Hole}
	switch v.Op {
	case Param:
		node.Own = v.Fn == e.f
		if !node.Own {
			node.Op, node.Text = Unknown, "a parameter of "+v.Fn.Name.Name
		}
	case Global:
		if v.Var.Pkg() != nil {
			node.Text = v.Var.Pkg().Path() + "." + v.Var.Name()
		}
	case FuncVal:
		node.Op, node.Text = Unknown, "a function value of another package"
	case Obj:
		e.object(v.Obj, &node, depth)
	case Secret:
		e.cred(v.Cred, &node, depth)
	case Response:
		node.Send = e.send(v.Send)
	}
	if node.Op != Unknown {
		for _, a := range v.Args {
			node.Args = append(node.Args, e.value(a, depth+1))
		}
	}
	if v.Cond != nil {
		node.Cond, node.Neg = e.value(v.Cond.Val, depth+1), v.Cond.Neg
	}
	e.out.Nodes[n-1] = node
	return n
}

func (e *encoder) object(o *Object, node *WireNode, depth int) {
	node.Obj, node.Kind, node.Base = true, o.Kind, e.value(o.Base, depth+1)
	if node.Type == "" {
		node.Type = wireType(o.Type)
	}
	for _, name := range o.Order {
		f := o.Field[name]
		if f.Op == Obj && f.Obj.up == o && !f.Obj.touched() {
			continue // only looked at
		}
		node.Names = append(node.Names, name)
		node.Fields = append(node.Fields, e.value(f, depth+1))
	}
	for _, entry := range o.Log {
		we := WireEntry{Op: entry.Op, Key: e.value(entry.Key, depth+1), Val: e.value(entry.Val, depth+1)}
		if entry.Cond != nil {
			we.Cond, we.Neg = e.value(entry.Cond.Val, depth+1), entry.Cond.Neg
		}
		node.Log = append(node.Log, we)
	}
}

func (e *encoder) cred(c *Cred, node *WireNode, depth int) {
	if c == nil {
		return
	}
	node.Grant, node.Why, node.TokenURL = c.Grant, c.Why, e.value(c.TokenURL, depth+1)
	for _, s := range c.Scopes {
		node.Scopes = append(node.Scopes, e.value(s, depth+1))
	}
}

func (e *encoder) send(s *Send) int {
	if n, ok := e.sends[s]; ok {
		return n
	}
	e.out.Sends = append(e.out.Sends, WireSend{})
	n := len(e.out.Sends)
	e.sends[s] = n
	ws := WireSend{Lib: s.Lib, ClientText: s.ClientText, Default: s.Default,
		Method: e.value(s.Method, 1), URL: e.value(s.URL, 1), Query: e.value(s.Query, 1),
		Body: e.value(s.Body, 1), Client: e.value(s.Client, 1), Ctx: e.value(s.Ctx, 1)}
	if s.Header != nil {
		ws.Header = e.value(&Value{Op: Obj, Obj: s.Header, Type: s.Header.Type}, 1)
	}
	for _, c := range s.Conds {
		ws.Conds, ws.Negs = append(ws.Conds, e.value(c.Val, 1)), append(ws.Negs, c.Neg)
	}
	for _, fr := range s.Frames {
		wf := WireFrame{In: fr.In.Name, To: fr.To, At: fr.At}
		if fr.Call != nil {
			wf.At = e.w.Where(span(fr.Call), fr.In.Name.Pkg)
		}
		ws.Frames = append(ws.Frames, wf)
	}
	e.out.Sends[n-1] = ws
	return n
}

func wireType(t types.Type) string {
	if t == nil {
		return ""
	}
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() != nil && t.TypeArgs().Len() == 0 {
			return star + t.Obj().Pkg().Path() + "." + t.Obj().Name()
		}
	case *types.Basic:
		return star + t.Name()
	}
	return ""
}

// A decoder makes values out of a Wire.
type decoder struct {
	w     *World
	f     *Func
	in    *Wire
	from  *types.Package
	vals  []*Value
	sends []*Send
}

// Decode returns a function of another package with the summary of its fact.
func (w *World) Decode(obj *types.Func, in *Wire) *Func {
	pkg := &Package{Path: obj.Pkg().Path(), Types: obj.Pkg(), Info: &types.Info{}}
	f := &Func{Obj: obj, Pkg: pkg, Sig: obj.Signature(), Name: rest.Func{Pkg: obj.Pkg().Path(), Name: spelling(obj)}, sum: &Summary{}}
	d := &decoder{w: w, f: f, in: in, from: obj.Pkg(), vals: make([]*Value, len(in.Nodes)), sends: make([]*Send, len(in.Sends))}
	for _, r := range in.Results {
		f.sum.Results = append(f.sum.Results, d.value(r))
	}
	for _, p := range in.Params {
		f.sum.Params = append(f.sum.Params, d.value(p))
	}
	for i := range in.Sends {
		if s := d.send(i + 1); s.Open(f) {
			f.sum.Sends = append(f.sum.Sends, s)
		}
	}
	return f
}

func (d *decoder) value(n int) *Value {
	if n <= 0 || n > len(d.vals) {
		return nil
	}
	if v := d.vals[n-1]; v != nil {
		return v
	}
	node := d.in.Nodes[n-1]
	v := &Value{Op: node.Op, Text: node.Text, Num: node.Num, Hole: node.Hole, Type: d.typ(node.Type)}
	d.vals[n-1] = v
	switch {
	case node.Op == Param:
		v.Fn = d.f
	case node.Op == Global:
		v.Var = d.global(node.Text)
		if v.Var == nil {
			v.Op, v.Text = Unknown, "a variable of another package"
		}
	case node.Obj:
		v.Obj = &Object{Kind: node.Kind, Type: v.Type}
		v.Obj.Base = d.value(node.Base)
		for i, name := range node.Names {
			if f := d.value(node.Fields[i]); f != nil {
				v.Obj.Set(name, f)
			}
		}
		for _, we := range node.Log {
			entry := Entry{Op: we.Op, Key: d.orEmpty(we.Key), Val: d.value(we.Val)}
			if we.Cond != 0 {
				entry.Cond = &Cond{Val: d.value(we.Cond), Neg: we.Neg}
			}
			v.Obj.Put(entry)
		}
	case node.Op == Secret:
		v.Cred = &Cred{Grant: node.Grant, Why: node.Why, TokenURL: d.value(node.TokenURL)}
		for _, s := range node.Scopes {
			v.Cred.Scopes = append(v.Cred.Scopes, d.value(s))
		}
	case node.Op == Response:
		v.Send = d.send(node.Send)
	}
	for _, a := range node.Args {
		v.Args = append(v.Args, d.value(a))
	}
	if node.Cond != 0 {
		v.Cond = &Cond{Val: d.value(node.Cond), Neg: node.Neg}
	}
	return v
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
	for _, fr := range ws.Frames {
		in := &Func{Name: fr.In, Pkg: &Package{Path: fr.In.Pkg, Types: d.from, Info: &types.Info{}}}
		s.Frames = append(s.Frames, Frame{In: in, To: fr.To, At: fr.At})
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
