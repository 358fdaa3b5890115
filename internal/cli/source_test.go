package cli

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestSpells holds that text of the same length is not taken for what was parsed.
func TestSpells(t *testing.T) {
	const src = "package a\n\n// F is.\nfunc F() string { return `x` + \"y\" }\n"
	for _, text := range []string{src, strings.ReplaceAll(src, "\n", "\r\n")} {
		fset := token.NewFileSet()
		syn, err := parser.ParseFile(fset, "a.go", text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if !spells(fset, syn, []byte(text)) {
			t.Errorf("%q is not taken for itself", text)
		}
		for _, change := range [][2]string{{"F()", "G()"}, {`"y"`, `"z"`}, {"package a", "package b"}} {
			if spells(fset, syn, []byte(strings.Replace(text, change[0], change[1], 1))) {
				t.Errorf("%q is taken for %q", change[1], change[0])
			}
		}
		if spells(fset, syn, []byte(text+"\n")) {
			t.Error("a longer text is taken for the file")
		}
	}
}
