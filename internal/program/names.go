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
// paths, other than below a host that is no platform's or below another path.
// Import paths and comments are no such texts.
func (p *Program) names(pkg *packages.Package, paths []string) bool {
	for _, name := range pkg.GoFiles {
		src, err := p.opts.ReadFile(name)
		if err != nil || !slices.ContainsFunc(paths, func(path string) bool { return bytes.Contains(src, []byte(path)) }) {
			continue
		}
		for _, text := range texts(src) {
			if !p.foreign(text) && slices.ContainsFunc(paths, func(path string) bool { return p.hasPath(text, path) }) {
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

// hasPath reports whether a text has a path with whole segments, behind nothing, a
// host, a base path of the table or something that the text leaves open.
func (p *Program) hasPath(text, path string) bool {
	for at := 0; ; at++ {
		i := strings.Index(text[at:], path)
		if i < 0 {
			return false
		}
		at += i
		after := text[at+len(path):]
		if (after == "" || !inName(path[len(path)-1]) || !inName(after[0])) && p.begins(text[:at]) {
			return true
		}
	}
}

// begins reports whether a path can begin behind a text.
func (p *Program) begins(before string) bool {
	return free(before) || slices.ContainsFunc(p.marks.bases, func(base string) bool {
		if rest, ok := strings.CutSuffix(before, base); ok {
			return free(rest)
		}
		rest, ok := strings.CutSuffix(before, strings.TrimPrefix(base, "/")) // of a path without the first slash
		return ok && !strings.Contains(rest, "/") && free(rest)
	})
}

// free reports whether a text does not end in a segment of a path that it spells
// out: it ends in a host, in what it leaves open, or in no name.
func free(before string) bool {
	segment := before[strings.LastIndexAny(before, "/ ")+1:]
	start := strings.TrimSuffix(before, segment)
	switch {
	case segment == "" || !inName(segment[len(segment)-1]) || strings.ContainsAny(segment, "%{}<>$:"):
		return true
	case strings.HasSuffix(start, "/"):
		return strings.HasSuffix(start, "//")
	}
	return strings.Contains(segment, ".")
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
