package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

// A Package is a type-checked package with its syntax.
type Package struct {
	Path  string
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
	Own   bool // it belongs to the program, not to a dependency
}

// A Model says what a library function does. It returns its results; nil means
// that it does not know this call.
type Model func(c *Call) []*Value

// Config is what a world is taught about libraries and frameworks.
type Config struct {
	Models   map[string]Model                      // by FuncName
	Pure     map[string]func(args []*Value) *Value // text functions, tried again when more is known
	Triggers []*trigger.Trigger
	Import   func(*types.Func) *Wire // what is known of a function of another package; may be nil
	Await    bool                    // calls of interfaces stay open for other packages
	Skip     func(*types.Func) bool  // functions that are evaluated only if one that is not skipped calls them; may be nil
	Connect  []string                // import paths of the Connect clients; their functions are modelled as "connect.F"
}

// A World is a set of packages that is evaluated together.
type World struct {
	Fset *token.FileSet
	Pkgs []*Package

	cfg           Config
	frame         framework
	funcs         map[*types.Func]*Func
	count         int     // functions met
	all, sorted   []*Func // in the order they were met, and of the source
	named         []*types.Named
	having        map[string][]*types.Named // of named, those with a method of the name
	params        map[paramKey][]*Value
	fields        map[*types.Var][]*Value
	inside        map[*types.Var][]*Value // contents of maps and slices kept in a field or variable
	global        map[*types.Var][]*Value
	writes        map[*types.Var][]Write // what is put into what was there before
	ctx           map[string][]*Value
	carried       map[string]bool // keys of contexts that requests being served are given
	called        map[*Func]bool
	invoking      map[*Func]int                // calls in progress
	anyones       map[*Func]bool               // methods that are called on objects nobody can tell apart
	assigned      map[*types.Var]bool          // fields and package variables that some statement assigns
	holds         map[*types.Var][]*types.Func // functions that fields are given by name
	impls         map[implKey][]*types.Func
	embeds        map[embedding][]*types.Var
	takers        map[*types.Package]bool // a client of a queue is in sight
	pulls         map[*types.Func]pull
	depth         int
	nested, steps int                   // of the look-up in progress
	looked        int                   // steps of all look-ups so far
	complete      bool                  // everything was evaluated
	ofAny         map[part]*Value       // fields of alternatives, once the world is complete
	resolved      map[any]*Value        // what is stored under a key, once the world is complete
	memo          map[*Value]*Value     // what Resolve gave, once the world is complete
	settled       map[*Value]bool       // of that, what has alternatives that were looked up with it
	extern        map[*types.Func]*Func // functions known from facts
}

type implKey struct {
	iface *types.Interface
	name  string
}

// NewWorld returns a world of pkgs. Nothing is evaluated yet.
func NewWorld(fset *token.FileSet, pkgs []*Package, cfg Config) *World {
	w := &World{
		Fset: fset, Pkgs: pkgs, cfg: cfg, frame: newFramework(cfg.Triggers),
		funcs:    map[*types.Func]*Func{},
		params:   map[paramKey][]*Value{},
		fields:   map[*types.Var][]*Value{},
		inside:   map[*types.Var][]*Value{},
		global:   map[*types.Var][]*Value{},
		writes:   map[*types.Var][]Write{},
		ctx:      map[string][]*Value{},
		carried:  map[string]bool{},
		called:   map[*Func]bool{},
		invoking: map[*Func]int{},
		anyones:  map[*Func]bool{},
		assigned: map[*types.Var]bool{},
		holds:    map[*types.Var][]*types.Func{},
		impls:    map[implKey][]*types.Func{},
		embeds:   map[embedding][]*types.Var{},
		takers:   map[*types.Package]bool{},
		pulls:    map[*types.Func]pull{},
		extern:   map[*types.Func]*Func{},
		resolved: map[any]*Value{},
		memo:     map[*Value]*Value{},
		ofAny:    map[part]*Value{},
		settled:  map[*Value]bool{},
	}
	for _, p := range pkgs {
		w.indexPkg(p)
	}
	return w
}

// number gives a function its place in Compare.
func (w *World) number(f *Func) *Func {
	w.count++
	f.num = w.count
	return f
}

// body returns a function whose summary can be had: with a body in the world, or
// with a fact. It is nil for any other.
func (w *World) body(fn *types.Func) *Func {
	if f := w.funcs[fn]; f != nil {
		return f
	}
	if w.cfg.Import == nil || fn.Pkg() == nil {
		return nil
	}
	f, ok := w.extern[fn]
	if !ok {
		if wire := w.cfg.Import(fn); wire != nil {
			f = w.Decode(fn, wire)
		}
		w.extern[fn] = f
	}
	return f
}

// Run evaluates every function and package variable of the world.
func (w *World) Run() {
	for _, p := range w.Pkgs {
		w.evalGlobals(p)
	}
	for i := 0; i < len(w.all); i++ { // literals join while we go
		if f := w.all[i]; f.Obj == nil || w.cfg.Skip == nil || !w.cfg.Skip(f.Obj) {
			w.Summary(f)
		}
	}
	for _, f := range w.Funcs() {
		if f.sum == nil {
			continue
		}
		for _, r := range f.sum.Regs {
			if !r.forwarded(f) {
				w.passOn(r.Fn, 0)
			}
		}
	}
	w.complete = true
}

// passOn notes what a registered literal passes to the functions it captured:
// the context of a framework of the program's own.
func (w *World) passOn(v *Value, depth int) {
	if v == nil || v.Op != FuncVal || v.Fn == nil || v.Fn.sum == nil || depth > 6 {
		return
	}
	s := w.subst(v.Bind)
	for _, d := range v.Fn.sum.Dyn {
		to := Lower(s.value(d.Fn))
		args, _ := s.args(d.Args)
		for _, body := range w.Bodies(to) {
			for i, a := range args {
				remember(w.params, paramKey{body, i}, a)
			}
		}
		w.passOn(to, depth+1)
	}
}

// Modular reports whether functions of other packages are known from facts.
func (w *World) Modular() bool { return w.cfg.Import != nil }

// Mentions reports whether a constant text of the source holds one of the words.
func (w *World) Mentions(words []string) bool {
	for _, p := range w.Pkgs {
		for _, tv := range p.Info.Types {
			if tv.Value == nil || tv.Value.Kind() != constant.String {
				continue
			}
			text := strings.ToLower(constant.StringVal(tv.Value))
			if slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) }) {
				return true
			}
		}
	}
	return false
}

// Funcs returns every function that was met, literals included, in source order.
// The slice is not to be written to.
func (w *World) Funcs() []*Func {
	if len(w.sorted) != len(w.all) {
		w.sorted = slices.Clone(w.all)
		slices.SortFunc(w.sorted, (*Func).Compare)
	}
	return w.sorted
}

// Called reports whether f is called from code that was evaluated.
func (w *World) Called(f *Func) bool { return w.called[f] }

// Told reports whether the callers of f know more about a request than f does:
// what its parameters are, or which object each of them calls it on. Of what is
// generated only they know.
func (w *World) Told(s *Send, f *Func) bool {
	return w.called[f] && len(s.Frames) < maxFrames && (f.Generated || s.open(f, !w.anyones[f]))
}

// Summary evaluates f once and returns what calling it does; nil while it is
// being evaluated.
func (w *World) Summary(f *Func) *Summary {
	if f.sum != nil {
		return f.sum
	}
	if f.running || w.depth > 200 {
		return nil
	}
	f.running = true
	w.depth++
	f.sum = w.evalFunc(f)
	w.depth--
	f.running = false
	return f.sum
}

// implementers returns the methods of the world that a call of an interface
// method may reach.
func (w *World) implementers(iface *types.Interface, name string) []*types.Func {
	key := implKey{iface, name}
	got, ok := w.impls[key]
	if !ok {
		got = implementations(w.withMethod(name), iface, name)
		w.impls[key] = got
	}
	return got
}

// withMethod returns the named types that have a method of a name, their own or
// an embedded one.
func (w *World) withMethod(name string) []*types.Named {
	if w.having == nil {
		w.having = map[string][]*types.Named{}
		for _, n := range w.named {
			for _, m := range methodNames(n) {
				w.having[m] = append(w.having[m], n)
			}
		}
	}
	return w.having[name]
}

// ParamValues returns what callers pass for a parameter.
func (w *World) ParamValues(f *Func, num int) []*Value { return w.params[paramKey{f, num}] }

// CtxValues returns what code puts into a context under a key.
func (w *World) CtxValues(key string) []*Value { return w.ctx[key] }

func span(n ast.Node) rest.Span {
	if n == nil {
		return rest.Span{}
	}
	return rest.Span{Pos: n.Pos(), End: n.End()}
}
