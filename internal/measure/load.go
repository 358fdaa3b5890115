package measure

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"golang.org/x/tools/go/packages"
)

// A Size is what a bare load says about a module.
type Size struct {
	Packages int
	Lines    int
	Errors   []string
}

// Load loads all packages of a module with syntax and types and prints its
// size as JSON: less than that no tool can do that looks at all of the code.
func Load(ctx context.Context, dir string, out io.Writer) error {
	cfg := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Context: ctx, Dir: dir}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	var s Size
	for _, pkg := range pkgs {
		s.Packages++
		for _, e := range pkg.Errors {
			s.Errors = append(s.Errors, e.Error())
		}
		for _, file := range pkg.Syntax {
			s.Lines += pkg.Fset.File(file.FileStart).LineCount()
		}
	}
	return json.NewEncoder(out).Encode(s)
}
