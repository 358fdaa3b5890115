package analyzers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/m2me/m2me/analyzers"
)

const module = "github.com/m2me/m2me"

// nogo builds a driver with the packages of analyzers, as rules_go does: it
// generates the list and compiles it with a main of its own. The packages are
// named by import path, and m2me is a module among others.
func nogo(t *testing.T, packages ...string) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata", "nogo"))); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "go.mod"), strings.Replace(string(mod), "module "+module, "module nogo.test", 1)+
		fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %[1]s => %s\n", module, root))
	write(t, filepath.Join(dir, "go.sum"), string(sum))
	var imports, list strings.Builder
	for i, pkg := range packages {
		fmt.Fprintf(&imports, "import analyzer%d %q\n", i, pkg)
		fmt.Fprintf(&list, "\tanalyzer%d.Analyzer,\n", i)
	}
	write(t, filepath.Join(dir, "generated.go"), "package main\n\nimport \"golang.org/x/tools/go/analysis\"\n"+imports.String()+
		"\nvar analyzers = []*analysis.Analyzer{\n"+list.String()+"}\n")
	bin := filepath.Join(t.TempDir(), "nogo.exe")
	run(t, dir, "go", "build", "-mod=mod", "-o", bin, ".")
	return bin
}

// run runs a command that has to succeed.
func run(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off", "GOTOOLCHAIN=local")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, stderr.Bytes())
	}
	return out
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// analyze runs a driver over the program of the gopls test, package by package,
// in a directory that holds sources, and a table that would end the run if
// anybody read it. It returns what is printed.
func analyze(t *testing.T, driver string) string {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("..", "internal", "gopls", "testdata", "app.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	src, box := t.TempDir(), t.TempDir()
	for _, f := range ar.Files {
		write(t, filepath.Join(src, f.Name), string(f.Data))
		write(t, filepath.Join(box, f.Name), string(f.Data))
	}
	write(t, filepath.Join(box, "scopemap.yaml"), "no table: at all\n")
	type pkg struct {
		ImportPath, Dir, Export string
		GoFiles, Imports        []string
		Module                  *struct{ Main bool }
	}
	var exports, facts []string
	var out strings.Builder
	for dec := json.NewDecoder(bytes.NewReader(run(t, src, "go", "list", "-deps", "-export", "-json", "./..."))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if p.Module != nil && p.Module.Main {
			args := append([]string{"-p", p.ImportPath, "-x", filepath.Join(box, strings.ReplaceAll(p.ImportPath, "/", "_")+".facts")}, exports...)
			args = append(args, facts...)
			for _, name := range p.GoFiles {
				rel, err := filepath.Rel(src, filepath.Join(p.Dir, name))
				if err != nil {
					t.Fatal(err)
				}
				args = append(args, rel)
			}
			cmd := exec.Command(driver, args...)
			cmd.Dir = box
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			data, _ := cmd.Output() // findings make it fail
			if stderr.Len() > 0 {
				t.Fatalf("%s: %s", p.ImportPath, stderr.Bytes())
			}
			out.Write(data)
			facts = append(facts, "-fact", p.ImportPath+"="+args[3])
		}
		if p.Export != "" {
			exports = append(exports, "-packagefile", p.ImportPath+"="+p.Export)
		}
	}
	return out.String()
}

// TestNogo holds that the packages of the suite are what nogo imports, that they
// read no files, and that facts lead from one package to the next.
func TestNogo(t *testing.T) {
	var packages []string
	for _, a := range analyzers.Suite() {
		packages = append(packages, module+"/analyzers/"+a.Name)
	}
	check(t, analyze(t, nogo(t, packages...)),
		`main\.go:\d+:\d+: GET /v1/payments selects the user .*\(useridquery\)`,
		`main\.go:\d+:\d+: GET /v1/inbox selects the user .*\(useridquery\)`,
		`main\.go:\d+:\d+: GET /v1/biomarkers selects the user .*\(useridquery\)`)
}

// TestNogoTable holds the same of one analyzer with a table that is compiled in.
func TestNogoTable(t *testing.T) {
	check(t, analyze(t, nogo(t, "nogo.test/m2me")),
		`main\.go:\d+:\d+: GET /v1/inbox selects the user .*\(m2me\)`,
		`main\.go:\d+:\d+: GET /v1/biomarkers selects the user .*\(m2me\)`)
}

// check compares lines with patterns, in order.
func check(t *testing.T, out string, want ...string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	ok := len(lines) == len(want)
	for i := 0; ok && i < len(lines); i++ {
		ok = regexp.MustCompile("^" + want[i] + "$").MatchString(lines[i])
	}
	if !ok {
		t.Errorf("nogo says\n%s\nwant\n%s", out, strings.Join(want, "\n"))
	}
}
