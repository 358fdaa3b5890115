// Package doc cuts the description of an analyzer out of its doc.go, so that
// the package page, go vet's help and the documentation show one text.
package doc

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
)

// Extract returns the section "# Analyzer name" of the package comment of a Go
// file: the summary line "name: …" and what follows it. It panics if there is
// none, because the file is embedded in the program.
func Extract(source, name string) string {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil || f.Doc == nil {
		panic(fmt.Sprintf("doc.go of analyzer %s has no package comment: %v", name, err))
	}
	_, section, ok := strings.Cut(f.Doc.Text(), "# Analyzer "+name+"\n")
	if !ok {
		panic("doc.go has no section \"# Analyzer " + name + "\"")
	}
	section, _, _ = strings.Cut(section, "\n# ")
	section = strings.TrimSpace(section)
	if !strings.HasPrefix(section, name+": ") {
		panic("the section of analyzer " + name + " does not begin with \"" + name + ": \"")
	}
	return section
}
