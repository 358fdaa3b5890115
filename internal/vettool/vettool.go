// Package vettool lets the one binary answer the go command, which runs it for
// go vet -vettool and go fix -fixtool.
//
// The go command caches what a tool says under the identity that the tool
// prints for -V=full. The tables that a run depends on are therefore part of
// the identity: after an edit of scopemap.yaml, old findings are not replayed.
// It assumes that the go command asks from the directory where it was started,
// as it does; of a tree without a go.work that covers it, only the table of the
// module around that directory can be known.
package vettool

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// Asked reports whether the go command runs the tool, and not a person.
func Asked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return last == "-flags" || strings.HasPrefix(last, "-V=") || strings.HasSuffix(last, ".cfg")
}

// A Tool is what the go command runs.
type Tool struct {
	Exe     string   // the executable
	Dir     string   // the current directory
	Environ []string // of the process
	Stdout  io.Writer

	Suite     []*analysis.Analyzer // what go vet reports
	SafeFixes []*analysis.Analyzer // what go fix and go vet -fix apply
}

// Main answers the go command. It returns for -V=full and errors only; everything
// else ends the process, as the protocol's implementation does.
func (t Tool) Main(args []string) error {
	if slices.Contains(args, "-flags") { // errors would not be shown here
		unitchecker.Main(t.Suite...)
	}
	if err := t.served(args); err != nil {
		return err
	}
	if slices.Contains(args, "-V=full") {
		return t.printIdentity()
	}
	if slices.Contains(args, "-fix") {
		unitchecker.Main(t.SafeFixes...)
	}
	unitchecker.Main(t.Suite...)
	return nil
}

// printIdentity prints who answers: the executable and the tables it reads.
func (t Tool) printIdentity() error {
	id, err := identity(t.Exe, t.Dir, t.Environ)
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(t.Exe), ".exe")
	if _, err := fmt.Fprintf(t.Stdout, "%s version devel buildID=%x\n", name, id); err != nil {
		return fmt.Errorf("print the identity: %w", err)
	}
	return nil
}
