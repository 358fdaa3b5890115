package cli

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/fixes"
	"github.com/m2me/m2me/internal/verify"
	"golang.org/x/tools/go/packages"
)

// A source gives the rewriter the files of a loaded program. It implements
// [fixes.Source].
type source struct {
	fset  *token.FileSet
	root  string
	disk  func(name string) ([]byte, error)
	files map[*token.File]*sourceFile
	names map[string]*sourceFile   // those that were read, by name on disk
	tests map[string][]*fixes.File // by directory
	err   error                    // a file is not the one that was analysed
}

// A sourceFile is a file and the package it was loaded with.
type sourceFile struct {
	pkg  *packages.Package
	file *fixes.File
	syn  *ast.File
}

func newSource(fset *token.FileSet, root string, disk func(string) ([]byte, error), pkgs []*packages.Package) *source {
	s := &source{fset: fset, root: root, disk: disk, files: map[*token.File]*sourceFile{}, names: map[string]*sourceFile{}, tests: map[string][]*fixes.File{}}
	// A test variant may share syntax with the package it extends: plain ones first.
	for _, plain := range []bool{true, false} {
		for _, pkg := range pkgs {
			if (pkg.ID == pkg.PkgPath) != plain {
				continue
			}
			for _, syn := range pkg.Syntax {
				if tf := fset.File(syn.FileStart); s.files[tf] == nil {
					s.files[tf] = &sourceFile{pkg: pkg, syn: syn}
				}
			}
		}
	}
	return s
}

// FileAt implements [fixes.Source].
func (s *source) FileAt(pos token.Pos) (*fixes.File, bool) {
	sf := s.files[s.fset.File(pos)]
	if sf == nil {
		return nil, false
	}
	return s.read(sf)
}

// read completes a file with its bytes, which must be those that were parsed.
// verify checks in the end that they still stand on disk.
func (s *source) read(sf *sourceFile) (*fixes.File, bool) {
	if sf.file != nil {
		return sf.file, true
	}
	name := s.fset.File(sf.syn.FileStart).Name()
	src, err := s.disk(name)
	if err != nil || !spells(s.fset, sf.syn, src) {
		s.err = fmt.Errorf("%s: %w", relative(s.root, name), verify.ErrChanged)
		return nil, false
	}
	sf.file = &fixes.File{
		Name: relative(s.root, name), Fset: s.fset, Syntax: sf.syn, Src: src,
		Info: sf.pkg.TypesInfo, Pkg: sf.pkg.Types, Test: strings.HasSuffix(name, "_test.go"),
	}
	if m := sf.pkg.Module; m != nil && m.Main && slices.Contains(sf.pkg.GoFiles, name) {
		sf.file.Module = m.Path
	}
	if from := s.fset.Position(sf.syn.Package).Filename; from != name && !slices.Contains(sf.pkg.GoFiles, name) && slices.Contains(sf.pkg.GoFiles, from) {
		sf.file.Name, sf.file.Cgo = relative(s.root, from), true
	}
	s.names[name] = sf
	return sf.file, true
}

// spells reports whether src is the text that syn was parsed from, as far as
// its names, literals and comments tell.
func spells(fset *token.FileSet, syn *ast.File, src []byte) bool {
	tf := fset.File(syn.FileStart)
	if tf.Size() != len(src) {
		return false
	}
	crlf := bytes.ContainsRune(src, '\r') // the parser drops it from comments and raw strings
	same := true
	at := func(pos token.Pos, text string) {
		off := tf.Offset(pos)
		same = same && off+len(text) <= len(src) && string(src[off:off+len(text)]) == text
	}
	ast.Inspect(syn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			at(n.NamePos, n.Name)
		case *ast.BasicLit:
			if !crlf || n.Value[0] != '`' {
				at(n.ValuePos, n.Value)
			}
		case *ast.Comment:
			if !crlf {
				at(n.Slash, n.Text)
			}
		}
		return same
	})
	return same
}

// Package implements [fixes.Source].
func (s *source) Package(f *fixes.File) []*fixes.File {
	sf := s.files[s.fset.File(f.Syntax.FileStart)]
	if sf == nil {
		return []*fixes.File{f}
	}
	var out []*fixes.File
	for _, syn := range sf.pkg.Syntax {
		if other := s.files[s.fset.File(syn.FileStart)]; other != nil {
			if file, ok := s.read(other); ok {
				out = append(out, file)
			}
		}
	}
	return append(out, s.testFiles(filepath.Dir(s.fset.File(f.Syntax.FileStart).Name()))...)
}

// testFiles parses the test files of a directory; nothing but names is read
// from them.
func (s *source) testFiles(dir string) []*fixes.File {
	if files, ok := s.tests[dir]; ok {
		return files
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*_test.go")) // fails for bad patterns only
	var files []*fixes.File
	for _, name := range names {
		src, err := s.disk(name)
		if err != nil {
			continue
		}
		syn, _ := parser.ParseFile(s.fset, name, src, parser.SkipObjectResolution) // half a tree has names, too
		if syn != nil {
			files = append(files, &fixes.File{Name: relative(s.root, name), Fset: s.fset, Syntax: syn, Src: src, Test: true})
		}
	}
	s.tests[dir] = files
	return files
}

// bytes returns the text of a file that the rewriter has seen.
func (s *source) bytes(name string) ([]byte, error) {
	if sf := s.names[name]; sf != nil {
		return sf.file.Src, nil
	}
	return s.disk(name)
}
