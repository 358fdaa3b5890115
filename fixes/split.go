package fixes

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// Split gives functions that run for users and for others a sibling for users.
// A sibling is a copy: it does the same until its calls are migrated. Code that
// runs for users alone calls the sibling from then on, and siblings call
// siblings; everybody else's code stays as it is, byte for byte. Where a call
// goes through an interface, the interface gets the method, and so does every
// type that implements it: a copy where it leads to the request, and a method
// that calls the original where it does not, as in a mock. The method of a
// generated mock stands in a file of its own until the mock is generated again.
//
// pkgs are all packages of the program, test variants among them.
func Split(splits []rest.Split, src Source, pkgs []*types.Package) Splitting {
	refused := map[int]error{}
	for {
		s := &splitter{
			src: src, pkgs: pkgs,
			siblings: map[token.Pos]*sibling{}, methods: map[token.Pos]*ifaceMethod{},
		}
		clean := true
		for i, one := range splits {
			if refused[i] != nil {
				continue
			}
			s.owner = i
			if err := s.gather(one); err != nil {
				refused[i], clean = err, false
			}
		}
		if clean {
			clean = s.checkNames(refused)
		}
		if clean {
			return Splitting{Files: s.files(), StandIns: s.standIns(), Refused: refused}
		}
	}
}

// A Splitting is what splits do to a program.
type Splitting struct {
	Files    []*SplitFile
	StandIns []StandIn
	Refused  map[int]error // a *[Refusal] for each split that cannot be done, by index
}

// A splitter collects what is to be done in all splits together: they may share
// functions.
type splitter struct {
	src   Source
	pkgs  []*types.Package
	owner int // the split that is being gathered

	siblings  map[token.Pos]*sibling     // by the position of the function's name
	methods   map[token.Pos]*ifaceMethod // likewise, in interfaces
	redirects []*redirect
	order     []*sibling
	listed    []*ifaceMethod
}

// A sibling is a function that is written beside another.
type sibling struct {
	file   *File
	decl   *ast.FuncDecl
	copied bool // else it calls the original
	apart  bool // its file is generated: it stands in a new file
	owners []int
}

// A redirect is the name in a call that is to name the sibling.
type redirect struct {
	file   *File
	id     *ast.Ident
	shared bool // in the sibling of the function around it only
	owners []int
}

// gather adds one split.
func (s *splitter) gather(one rest.Split) error {
	if one.Why != "" {
		return refuse("split", token.NoPos, "%s", one.Why)
	}
	for _, span := range one.Funcs {
		if err := s.copy(span); err != nil {
			return err
		}
	}
	for _, c := range one.Calls {
		if err := s.redirect(c); err != nil {
			return err
		}
	}
	return nil
}

// copy takes in a function that gets a copy.
func (s *splitter) copy(span rest.Span) error {
	f, ok := s.src.FileAt(span.Pos)
	if !ok {
		return refuse("foreign", span.Pos, "the function that users and others share is outside the module")
	}
	if err := f.editable(); err != nil {
		return err
	}
	decl, ok := f.declAt(span.Pos).(*ast.FuncDecl)
	if !ok || decl.Body == nil {
		return refuse("changed", span.Pos, "the function that users and others share is not where it was read; run again")
	}
	if decl.Recv == nil && (decl.Name.Name == "main" || decl.Name.Name == "init") {
		return refuse("split", span.Pos, "users and others meet in %s of %s; give each a function of its own", decl.Name.Name, f.Name)
	}
	s.sibling(f, decl).copied = true
	return nil
}

// sibling returns the sibling of a function.
func (s *splitter) sibling(f *File, decl *ast.FuncDecl) *sibling {
	b := s.siblings[decl.Name.Pos()]
	if b == nil {
		b = &sibling{file: f, decl: decl}
		s.siblings[decl.Name.Pos()] = b
		s.order = append(s.order, b)
	}
	b.owners = own(b.owners, s.owner)
	return b
}

// own adds a split to those that need something.
func own(owners []int, i int) []int {
	if n := len(owners); n > 0 && owners[n-1] == i {
		return owners
	}
	return append(owners, i)
}

// redirect makes a call go to the sibling.
func (s *splitter) redirect(c rest.SplitCall) error {
	f, ok := s.src.FileAt(c.At.Pos)
	if !ok {
		return refuse("foreign", c.At.Pos, "code outside the module calls the function for a user")
	}
	if err := f.editable(); err != nil {
		return err
	}
	to, ok := s.src.FileAt(c.To.Pos)
	if !ok {
		return refuse("foreign", c.To.Pos, "the function that users and others share is outside the module")
	}
	decl, ok := to.declAt(c.To.Pos).(*ast.FuncDecl)
	if !ok {
		return refuse("split", c.At.Pos, "users reach the call through a function literal here; give it a name")
	}
	id, fn := f.mention(c.At, decl)
	if id == nil {
		return refuse("split", c.At.Pos, "%s is called through a function value here; call it by its name", decl.Name.Name)
	}
	if fn.Pos() != decl.Name.Pos() {
		if err := s.extend(fn); err != nil {
			return err
		}
	}
	for _, r := range s.redirects {
		if r.id == id {
			r.shared = r.shared && c.Shared
			r.owners = own(r.owners, s.owner)
			return nil
		}
	}
	s.redirects = append(s.redirects, &redirect{file: f, id: id, shared: c.Shared, owners: []int{s.owner}})
	return nil
}

// mention returns where the expression at a place names a function, or the
// method of an interface that reaches it: as what is called, or else as a value.
func (f *File) mention(at rest.Span, decl *ast.FuncDecl) (*ast.Ident, *types.Func) {
	e := f.exprAt(at.Pos, at.End)
	if e == nil || f.Info == nil {
		return nil, nil
	}
	var ids []*ast.Ident
	collect := func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && f.reaches(id, decl) != nil {
			ids = append(ids, id)
		}
		return true
	}
	if call, ok := e.(*ast.CallExpr); ok {
		ast.Inspect(call.Fun, collect)
	}
	if len(ids) == 0 {
		ast.Inspect(e, collect)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	last := ids[len(ids)-1] // of a.Get().Get() the outermost call's
	return last, f.reaches(last, decl)
}

// reaches returns the function that id names, if it is the declared one or a
// method of an interface with its name.
func (f *File) reaches(id *ast.Ident, decl *ast.FuncDecl) *types.Func {
	fn, ok := f.Info.Uses[id].(*types.Func)
	if !ok || fn.Name() != decl.Name.Name {
		return nil
	}
	fn = fn.Origin()
	if fn.Pos() == decl.Name.Pos() || decl.Recv != nil && fn.Signature().Recv() != nil && types.IsInterface(fn.Signature().Recv().Type()) {
		return fn
	}
	return nil
}

// siblingName is the name of the sibling of a function.
func siblingName(name string) string {
	const forUser, asUser = "ForUser", "AsUser"
	if n := len(name) - len(forUser); n > 0 && name[n:] == forUser {
		return name + asUser
	}
	return name + forUser
}

// checkNames refuses the splits whose new names mean something already, and
// reports whether there are none.
func (s *splitter) checkNames(refused map[int]error) bool {
	clean := true
	reject := func(owners []int, err error) {
		for _, i := range owners {
			if refused[i] == nil {
				refused[i], clean = err, false
			}
		}
	}
	for _, b := range s.order {
		if err := s.free(b.file, b.decl.Name); err != nil {
			reject(b.owners, err)
		}
	}
	for _, m := range s.listed {
		if err := s.free(m.file, m.name); err != nil {
			reject(m.owners, err)
		}
	}
	for _, r := range s.redirects {
		if name := siblingName(r.id.Name); !r.file.selected(r.id) && r.file.lookup(name, r.id.Pos()) != nil {
			reject(r.owners, refuse("split", r.id.Pos(), "%s means something else here; rename it", name))
		}
	}
	return clean
}

// selected reports whether id stands behind a dot.
func (f *File) selected(id *ast.Ident) bool {
	for _, n := range f.path(id.Pos(), id.End()) {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel == id {
			return true
		}
	}
	return false
}

// free makes sure that a function, named by id where it is declared, can have a
// sibling.
func (s *splitter) free(f *File, id *ast.Ident) error {
	name := siblingName(id.Name)
	taken := refuse("split", id.Pos(), "there is a %s already; call it from the code that runs for users", name)
	fn, _ := f.Info.Defs[id].(*types.Func)
	if fn == nil {
		return errors.New("a declared function has no object")
	}
	if recv := fn.Signature().Recv(); recv != nil {
		if obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, fn.Pkg(), name); obj != nil {
			return taken
		}
		return nil
	}
	for _, pkg := range s.pkgs {
		if pkg.Path() == fn.Pkg().Path() && pkg.Scope().Lookup(name) != nil {
			return taken
		}
	}
	return nil
}
