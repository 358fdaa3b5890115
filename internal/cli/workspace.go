package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/gowork"
	"github.com/m2me/m2me/internal/scopemap"
)

// A workspace is the modules that are looked at as one program: those of the
// go.work in force, or the one around the current directory.
type workspace struct {
	root    string   // names of files are relative to it
	dir     string   // where the go command runs
	shared  bool     // a go.work is in force
	modules []module // sorted by directory
}

// findWorkspace returns the modules that the go command works on.
func (s *session) findWorkspace() (workspace, error) {
	work := gowork.File(s.env.Dir, s.env.Environ)
	if work == "" {
		m, err := s.findModule()
		return workspace{root: m.dir, dir: m.dir, modules: []module{m}}, err
	}
	if err := s.isDir(); err != nil {
		return workspace{}, err
	}
	dirs, err := gowork.Modules(work)
	if err != nil {
		return workspace{}, err
	}
	own, ok := gowork.Above(s.env.Dir, "go.mod")
	if ok && !slices.Contains(dirs, own) && around(own, filepath.Dir(work)) != own {
		return workspace{}, fmt.Errorf("the module of this directory is not one of %s; add it with go work use %s, or leave the workspace out: GOWORK=off m2me …",
			relative(s.env.Dir, work), relative(s.env.Dir, own))
	}
	w := workspace{root: filepath.Dir(work), dir: filepath.Dir(work), shared: true}
	for _, dir := range dirs {
		m, err := readModule(dir)
		if err != nil {
			return workspace{}, fmt.Errorf("%s: %w", relative(w.dir, dir), err)
		}
		w.modules = append(w.modules, m)
		w.root = around(w.root, dir)
	}
	if len(w.modules) == 0 {
		return workspace{}, errors.New("go.work uses no module; add one: go work use DIR")
	}
	return w, nil
}

// around returns the nearest directory that holds both.
func around(a, b string) string {
	for {
		if rel, err := filepath.Rel(a, b); err == nil && filepath.IsLocal(rel) || a == filepath.Dir(a) {
			return a
		}
		a = filepath.Dir(a)
	}
}

// patterns names all packages of the program.
func (w workspace) patterns() []string {
	if !w.shared {
		return []string{"./..."}
	}
	var out []string
	for _, m := range w.modules {
		out = append(out, filepath.Join(m.dir, "..."))
	}
	return out
}

// all reports whether patterns, given in dir, mean the whole program.
func (w workspace) all(dir string, patterns []string) bool {
	top := dir == w.modules[0].dir && len(w.modules) == 1 || w.shared && dir == w.dir
	return len(patterns) == 0 || top && slices.Equal(patterns, []string{"./..."}) || w.shared && slices.Equal(patterns, []string{"work"})
}

// name is what the program is called in a plan: the path of its module, or what
// the paths of its modules begin with.
func (w workspace) name() string {
	name := w.modules[0].path
	for _, m := range w.modules[1:] {
		for !within(m.path, name) && name != "." {
			name = path.Dir(name)
		}
	}
	if name == "." || !strings.Contains(name, "/") {
		return w.modules[0].path + " and others"
	}
	return name
}

// owner returns the module that a package belongs to, by its import path.
func (w workspace) owner(importPath string) (module, bool) {
	var best module
	for _, m := range w.modules {
		if within(importPath, m.path) && len(m.path) > len(best.path) {
			best = m
		}
	}
	return best, best.path != ""
}

// find returns the module that a package belongs to, and the way to its directory
// from there; ok is false if it belongs to none, or is the module's root.
func (w workspace) find(importPath string) (m module, dir string, ok bool) {
	m, ok = w.owner(importPath)
	sub, below := strings.CutPrefix(importPath, m.path+"/")
	return m, filepath.FromSlash(sub), ok && below
}

// within reports whether an import path is that of a module or below it.
func within(importPath, module string) bool {
	return importPath == module || strings.HasPrefix(importPath, module+"/")
}

// tables reads the table of every module: its own, or else the one beside
// go.work. Modules that are governed by the same text share one.
func (w workspace) tables() (map[string]*scopemap.Table, error) {
	read := func(dir string) ([]byte, error) {
		data, err := os.ReadFile(filepath.Join(dir, scopemap.FileName))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read %s: %w", scopemap.FileName, err)
		}
		if err == nil && data == nil {
			data = []byte{} // an empty file is a table
		}
		return data, nil
	}
	common, err := read(w.dir)
	if err != nil {
		return nil, err
	}
	known := map[string]*scopemap.Table{}
	out := map[string]*scopemap.Table{}
	for _, m := range w.modules {
		data, err := read(m.dir)
		if err != nil {
			return nil, err
		}
		from := m.dir
		if data == nil {
			data, from = common, w.dir
		}
		table := known[string(data)]
		if table == nil {
			if table, err = scopemap.Load(relative(w.root, filepath.Join(from, scopemap.FileName)), data); err != nil {
				return nil, fmt.Errorf("the table cannot be used:\n%w", err)
			}
			known[string(data)] = table
		}
		out[m.path] = table
	}
	return out, w.oneClient(out)
}

// oneClient is an error if tables spell the Connect client in several ways: edits
// of one run share one spelling.
func (w workspace) oneClient(tables map[string]*scopemap.Table) error {
	spelt := func(m module) scopemap.Connect {
		c := tables[m.path].Connect()
		c.Pos = scopemap.Pos{}
		return c
	}
	for _, m := range w.modules[1:] {
		if spelt(m) != spelt(w.modules[0]) {
			return fmt.Errorf("the tables of %s and %s spell the Connect client in two ways; put its section into one %s beside go.work",
				w.modules[0].path, m.path, scopemap.FileName)
		}
	}
	return nil
}
