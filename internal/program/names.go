package program

import (
	"bytes"
	"go/scanner"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// names reports whether a text in a source file of a package names one of the
// paths, other than below a host that is no platform's. Import paths and comments
// are no such texts.
func (p *Program) names(pkg *packages.Package, paths []string) bool {
	for _, name := range pkg.GoFiles {
		src, err := p.opts.ReadFile(name)
		if err != nil || !slices.ContainsFunc(paths, func(path string) bool { return bytes.Contains(src, []byte(path)) }) {
			continue
		}
		for _, text := range texts(src) {
			if !p.foreign(text) && slices.ContainsFunc(paths, func(path string) bool { return hasPath(text, path) }) {
				return true
			}
		}
	}
	return false
}

// texts returns the string literals of a source file behind its imports.
func texts(src []byte) []string {
	var s scanner.Scanner
	fset := token.NewFileSet()
	s.Init(fset.AddFile("", fset.Base(), len(src)), src, nil, 0)
	var out []string
	imports := false
	for {
		_, tok, lit := s.Scan()
		switch tok {
		case token.EOF:
			return out
		case token.IMPORT:
			imports = true
		case token.CONST, token.FUNC, token.TYPE, token.VAR:
			imports = false
		case token.STRING:
			if text, err := strconv.Unquote(lit); err == nil && !imports {
				out = append(out, text)
			}
		}
	}
}

// hasPath reports whether a text has a path with whole segments.
func hasPath(text, path string) bool {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, path)
		if !ok {
			return false
		}
		if after == "" || !inName(path[len(path)-1]) || !inName(after[0]) {
			return true
		}
		rest = after
	}
}

func inName(c byte) bool {
	return c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// foreign reports whether a text names a host that is no platform's.
func (p *Program) foreign(text string) bool {
	if !p.opts.Table.ForeignURL(text) {
		return false
	}
	for _, t := range p.opts.Tables {
		if !t.ForeignURL(text) {
			return false
		}
	}
	return true
}
