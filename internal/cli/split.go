package cli

import (
	"context"
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/fixes"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/verify"
)

// A splitting turns the program into one in which functions that run for users
// and for others are two, and migrates that. Splitting changes nothing about what
// the program does, so the second analysis decides as if a person had split it;
// a split that no migration follows from is taken back.
type splitting struct {
	*analysis                 // before
	prog      *verify.Program // with tests, for mocks
	source    *source
	loaded    map[string]*token.File // of prog, as it was loaded, by name
	why       map[int]string         // why a function is not split, by index of the finding
	plan      fixes.Splitting
}

// split splits, in memory, and migrates what comes out.
func (a *analysis) split(ctx context.Context, o offers) (*migration, error) {
	s := &splitting{analysis: a, why: map[int]string{}}
	if len(s.wanted()) == 0 {
		return a.migrate(ctx, o)
	}
	cfg := a.session.config(a.work)
	s.prog = &verify.Program{Fset: token.NewFileSet(), Config: *cfg, Root: a.prog.Root}
	if err := loadTests(ctx, cfg, s.prog, a.work.patterns(), packages.LoadSyntax); err != nil {
		return nil, err
	}
	s.loaded = map[string]*token.File{}
	s.prog.Fset.Iterate(func(tf *token.File) bool { s.loaded[tf.Name()] = tf; return true })
	s.source = newSource(s.prog.Fset, a.prog.Root, a.session.readFile, s.prog.Packages)
	s.prog.Source = s.source.bytes
	for {
		if err := s.attempt(ctx); err != nil {
			return nil, err
		}
		after, copies, err := s.analyzed(ctx)
		if err != nil {
			return nil, err
		}
		m, err := after.migrate(ctx, o)
		if err != nil {
			return nil, err
		}
		if !s.drop(after, m, copies) {
			s.finish(m)
			return m, nil
		}
	}
}

// wanted returns the findings whose function is to be split.
func (s *splitting) wanted() []int {
	var out []int
	for i, f := range s.res.Findings {
		if f.Offer == "split" && f.Unread == "" && s.listed(f) && s.why[i] == "" {
			out = append(out, i)
		}
	}
	return out
}

// attempt splits as much as type-checks.
func (s *splitting) attempt(ctx context.Context) error {
	_, err := verify.Check(ctx, s.prog, func(refused map[string]string) (verify.Proposal, error) {
		for _, i := range s.wanted() {
			if why := refused[group(i)]; why != "" {
				s.why[i] = "not split: " + why
			}
		}
		return s.propose()
	})
	if err != nil {
		return notWritten(err)
	}
	return nil
}

// propose returns the edits that split what is left.
func (s *splitting) propose() (verify.Proposal, error) {
	wanted := s.wanted()
	var splits []rest.Split
	for _, i := range wanted {
		splits = append(splits, s.moved(s.res.Findings[i].Split))
	}
	s.plan = fixes.Split(splits, s.source, s.types())
	if s.source.err != nil {
		return verify.Proposal{}, s.source.err
	}
	for n, err := range s.plan.Refused {
		s.why[wanted[n]] = "not split: " + err.Error()
	}
	p := verify.Proposal{Create: map[string][]byte{}}
	for _, in := range s.plan.StandIns {
		p.Create[in.Path] = in.Text
	}
	for _, sf := range s.plan.Files {
		name := s.prog.Fset.File(sf.File.Syntax.FileStart).Name()
		for _, e := range sf.Edits {
			for _, owner := range e.Owners {
				p.Edits = append(p.Edits, verify.Edit{File: name, Start: e.From, End: e.To, New: e.Text, Group: group(wanted[owner])})
			}
		}
	}
	return p, nil
}

// types returns all packages, test variants among them.
func (s *splitting) types() []*types.Package {
	var out []*types.Package
	for _, pkg := range s.prog.Packages {
		out = append(out, pkg.Types)
	}
	return out
}

// moved returns a split in the positions of the program with tests.
func (s *splitting) moved(split rest.Split) rest.Split {
	at := func(span rest.Span) rest.Span {
		from := s.analysis.prog.Fset.File(span.Pos)
		if from == nil {
			return rest.Span{}
		}
		tf := s.loaded[from.Name()]
		if tf == nil || tf.Size() != from.Size() {
			return rest.Span{} // changed since; the source says so
		}
		return rest.Span{Pos: tf.Pos(from.Offset(span.Pos)), End: tf.Pos(from.Offset(span.End))}
	}
	out := rest.Split{Why: split.Why}
	for _, span := range split.Funcs {
		out.Funcs = append(out.Funcs, at(span))
	}
	for _, c := range split.Calls {
		out.Calls = append(out.Calls, rest.SplitCall{At: at(c.At), To: at(c.To), Shared: c.Shared})
	}
	return out
}

// analyzed analyzes the program that the splits make. Its positions are those of
// the files on disk: the call in a copy stands where the original does.
func (s *splitting) analyzed(ctx context.Context) (*analysis, map[string][]fixes.Region, error) {
	t := &session{env: s.session.env, tags: s.session.tags, overlay: map[string][]byte{}}
	s.session.onClose(t.close)
	after := &analysis{session: t, work: s.work, tables: s.tables, connect: s.connect, say: s.say, asked: s.asked, veto: map[int]string{}, unsplit: map[string]string{}}
	for i, why := range s.why {
		after.unsplit[site(s.res.Findings[i])] = why
	}
	copies := map[string][]fixes.Region{}
	pieces := map[string][]fixes.Piece{}
	for _, in := range s.plan.StandIns {
		t.overlay[in.Path] = in.Text
	}
	for _, sf := range s.plan.Files {
		name := s.prog.Fset.File(sf.File.Syntax.FileStart).Name()
		t.overlay[name], pieces[name], copies[name] = sf.Apply()
	}
	if err := after.load(ctx); err != nil {
		return nil, nil, err
	}
	after.prog.Fset.Iterate(func(tf *token.File) bool {
		for _, p := range pieces[tf.Name()] {
			old := s.loaded[tf.Name()]
			at := old.Position(old.Pos(p.Old))
			tf.AddLineColumnInfo(p.New, at.Filename, at.Line, at.Column)
		}
		return true
	})
	return after, copies, after.decide()
}

// drop gives up splits whose sibling does not migrate, and reports whether there
// are any.
func (s *splitting) drop(after *analysis, m *migration, copies map[string][]fixes.Region) bool {
	dropped := false
	for _, i := range s.wanted() {
		why, others := "the call is not seen in a function of its own", false
		for j, f := range after.res.Findings {
			switch {
			case site(f) != site(s.res.Findings[i]):
			case !after.inside(f, copies):
				others = true
			case m.done[j]:
				why = ""
			case m.refused[j] != "":
				why = m.refused[j]
			default:
				why = "for users alone it " + f.Reason
			}
		}
		if why == "" && !others {
			why = "what is left for others is not seen any more" // and would lose its scope
		}
		if why != "" {
			s.why[i], dropped = "not split: "+why, true
		}
	}
	return dropped
}

// inside reports whether a call stands in a copy.
func (a *analysis) inside(f program.Finding, copies map[string][]fixes.Region) bool {
	at := a.prog.Fset.PositionFor(f.Call.Frames[0].Call.Pos, false)
	return slices.ContainsFunc(copies[at.Filename], func(r fixes.Region) bool { return r.From <= at.Offset && at.Offset < r.To })
}

// finish makes the change set start from the files on disk and notes what was
// split.
func (s *splitting) finish(m *migration) {
	changed := map[string]*verify.File{}
	for i := range m.files {
		changed[m.files[i].Path] = &m.files[i]
	}
	for _, in := range s.plan.StandIns {
		name := relative(s.prog.Root, in.Path)
		m.files = append(m.files, verify.File{Path: in.Path, Name: name, New: in.Text, Create: true})
		m.notes = append(m.notes, name+": stands in until the mock beside it is generated again; delete it then")
	}
	for _, sf := range s.plan.Files {
		name := s.prog.Fset.File(sf.File.Syntax.FileStart).Name()
		if f := changed[name]; f != nil {
			f.Old, f.Edits = sf.File.Src, nil
		} else {
			text, _, _ := sf.Apply()
			m.files = append(m.files, verify.File{Path: name, Name: relative(s.prog.Root, name), Old: sf.File.Src, New: text})
		}
		for _, e := range sf.Edits {
			if e.Copy != "" {
				m.notes = append(m.notes, fmt.Sprintf("%s: %s is new, for code that runs for users", relative(s.prog.Root, name), e.Copy))
			}
		}
	}
	verify.SortFiles(m.files)
}
