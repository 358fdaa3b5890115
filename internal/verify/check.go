package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/packages"
)

// A Program is what was loaded.
type Program struct {
	Fset     *token.FileSet
	Packages []*packages.Package // with syntax, types and imports
	Config   packages.Config     // Dir, Env, BuildFlags and an Overlay of go.mod: how to load what new code imports
	Root     string              // names of files are relative to it
	// Source returns the bytes of a file that the edits were made for; nil reads
	// them now. Their size and lines are compared with what was parsed.
	Source func(path string) ([]byte, error)
}

// A Proposal is everything that would change.
type Proposal struct {
	Edits  []Edit
	Create map[string][]byte // files that do not exist, by absolute path: new packages, or new files of loaded ones
}

// Propose returns the changes without those of the groups that were refused.
// It is called again after each refusal.
type Propose func(refused map[string]string) (Proposal, error)

// A Result is a change set that type-checks.
type Result struct {
	Files   []File
	Refused map[string]string // the reason, by group
}

// Check returns what of the proposal type-checks.
func Check(ctx context.Context, p *Program, propose Propose) (*Result, error) {
	w := newWorld(p)
	refused := map[string]string{}
	sources := map[string][]byte{}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		prop, err := propose(maps.Clone(refused))
		if err != nil {
			return nil, err
		}
		r := round{world: w, prop: prop, sources: sources}
		drop, err := r.run()
		if err != nil {
			return nil, err
		}
		if len(drop) == 0 {
			return &Result{Files: r.files(), Refused: refused}, nil
		}
		for group, why := range drop {
			if refused[group] != "" {
				return nil, fmt.Errorf("change %s was refused (%s) and proposed again", group, refused[group])
			}
			refused[group] = why
		}
	}
}

// A round is one attempt at a proposal.
type round struct {
	world   *world
	prop    Proposal
	sources map[string][]byte // kept from round to round
	overlay map[string][]byte
	where   map[string][]placed
}

// run returns the groups that have to go, with the reason.
func (r *round) run() (map[string]string, error) {
	if drop := r.cgo(); len(drop) > 0 {
		return drop, nil
	}
	if lost := conflicts(r.prop.Edits); len(lost) > 0 {
		drop := map[string]string{}
		for group, other := range lost {
			drop[group] = "its edits overlap those of " + other
		}
		return drop, nil
	}
	if err := r.apply(); err != nil {
		return nil, err
	}
	problems, err := r.world.check(r.overlay, r.prop.Create)
	if err != nil {
		return nil, err
	}
	return r.blame(problems)
}

// apply computes the new contents.
func (r *round) apply() error {
	r.overlay, r.where = map[string][]byte{}, map[string][]placed{}
	for name, edits := range byFile(r.prop.Edits) {
		src, err := r.source(name)
		if err != nil {
			return err
		}
		text, where, err := apply(src, edits)
		if err != nil {
			return fmt.Errorf("%s: %w", r.world.prog.rel(name), err)
		}
		r.overlay[name], r.where[name] = text, where
	}
	return nil
}

// source returns a file as it was loaded.
func (r *round) source(name string) ([]byte, error) {
	if src, ok := r.sources[name]; ok {
		return src, nil
	}
	prog := r.world.prog
	read := prog.Source
	if read == nil {
		read = os.ReadFile
	}
	src, err := read(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", prog.rel(name), pathless(err))
	}
	if r.world.differs(name, src) {
		return nil, fmt.Errorf("%s: %w", prog.rel(name), ErrChanged)
	}
	r.sources[name] = src
	return src, nil
}

// differs reports whether src cannot be the text that was parsed.
func (w *world) differs(name string, src []byte) bool {
	lines := bytes.Count(src, []byte("\n")) + 1
	return slices.ContainsFunc(w.files[name], func(tf *token.File) bool {
		n := lines
		if bytes.HasSuffix(src, []byte("\n")) && tf.LineCount() == lines-1 {
			n--
		}
		return tf.Size() != len(src) || tf.LineCount() != n
	})
}

// rel returns the name of a file for people.
func (p *Program) rel(name string) string {
	rel, err := filepath.Rel(p.Root, name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(rel)
}

// cgo returns the groups that edit a file which cgo rewrites.
func (r *round) cgo() map[string]string {
	rewritten := map[string]bool{}
	for _, pkg := range r.world.prog.Packages {
		for _, name := range pkg.GoFiles {
			if !slices.Contains(pkg.CompiledGoFiles, name) {
				rewritten[name] = true
			}
		}
	}
	drop := map[string]string{}
	for _, e := range r.prop.Edits {
		if rewritten[e.File] {
			drop[e.Group] = r.world.prog.rel(e.File) + ` imports "C": cgo rewrites the file, so the change cannot be checked`
		}
	}
	return drop
}

// files returns the change set.
func (r *round) files() []File {
	var files []File
	edits := byFile(r.prop.Edits)
	for name, text := range r.overlay {
		if !bytes.Equal(text, r.sources[name]) {
			files = append(files, File{Path: name, Name: r.world.prog.rel(name), Old: r.sources[name], New: text, Edits: distinct(edits[name])})
		}
	}
	for name, text := range r.prop.Create {
		files = append(files, File{Path: name, Name: r.world.prog.rel(name), New: text, Create: true})
	}
	SortFiles(files)
	return files
}

// ErrUnverified is returned when the compiler finds errors that no edit explains.
var ErrUnverified = errors.New("the result would not compile")
