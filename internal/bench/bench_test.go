package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/m2me/m2me/internal/measure"
)

// TestGenerate holds that a generated module is as large as it was ordered, and
// compiles.
func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	if err := generate(dir, 6000, 5); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := measure.Load(context.Background(), dir, &out); err != nil {
		t.Fatal(err)
	}
	var s measure.Size
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Errors) > 0 {
		t.Errorf("it does not compile: %s", s.Errors[0])
	}
	if s.Packages != 6 || s.Lines < 6000 || s.Lines > 7000 {
		t.Errorf("%d packages with %d lines, want 6 with 6000 to 7000", s.Packages, s.Lines)
	}
	src, err := os.ReadFile(filepath.Join(dir, "area1", "handler.go"))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(src, []byte("/items")); n != 2 { // calls 2 to 4, of which 3 is nightly
		t.Errorf("%d routes in the second area, want 2:\n%s", n, src)
	}
}

func TestExtremes(t *testing.T) {
	pkgs := []listed{
		{ImportPath: "m/util", Dir: "util", GoFiles: []string{"a.go"}, Deps: []string{"fmt"}},
		{ImportPath: "m/store", Dir: "store", GoFiles: []string{"a.go"}, Deps: []string{"fmt", "m/util"}},
		{ImportPath: "m/cmd/all", Dir: "all", GoFiles: []string{"main.go"}, Deps: []string{"m/store", "m/util"}},
		{ImportPath: "m/cmd/one", Dir: "one", GoFiles: []string{"main.go"}, Deps: []string{"m/util", "net/http", "os"}},
	}
	leaf, core := extremes(pkgs)
	if want := filepath.Join("all", "main.go"); leaf != want {
		t.Errorf("leaf %s, want %s", leaf, want)
	}
	if want := filepath.Join("util", "a.go"); core != want {
		t.Errorf("core %s, want %s", core, want)
	}
}

// TestTouch holds that every edit is another one, and that none stays.
func TestTouch(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.go")
	const text = "package a\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	s := &subject{touched: map[string][]byte{}}
	seen := map[string]bool{text: true}
	for _, nonce := range []string{"x1", "x2"} {
		if err := s.touch(name, nonce); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if seen[string(got)] || strings.Count(string(got), "func Touched") != 1 {
			t.Errorf("after %s: %s", nonce, got)
		}
		seen[string(got)] = true
	}
	if err := s.restore(); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != text {
		t.Errorf("after restore: %q, %v", got, err)
	}
}

// TestTables holds that ratios are taken round by round, and that a target that
// is missed says so.
func TestTables(t *testing.T) {
	cost := func(cpu time.Duration, peak int64) measure.Cost {
		return measure.Cost{Wall: 2 * cpu, CPU: cpu, Peak: peak << 20}
	}
	c := &cell{module: "example.com/a@v1.0.0", state: warm, samples: map[tool]map[int]measure.Cost{
		load:    {0: cost(time.Second, 100), 1: cost(2*time.Second, 100), 2: cost(4*time.Second, 100)},
		plan:    {0: cost(1300*time.Millisecond, 150), 1: cost(2400*time.Millisecond, 250), 2: cost(5600*time.Millisecond, 190)},
		nothing: {0: cost(10*time.Second, 90)},
		vettool: {0: cost(11*time.Second, 95), 1: cost(99*time.Second, 95)},
	}}
	var out bytes.Buffer
	if err := printModules(&out, []*subject{{name: c.module}}, []*cell{c}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| warm | plan | 3 | 4.80s | (2.60s, 11.20s) | 2.40s | (1.30s, 5.60s) | 190 MB |",
		"| warm | plan / load, cpu | 1.50 | 3 | 1.30 | (1.20, 1.40) | 1.30 | yes |",
		"| warm | plan / load, peak | 2.00 | 3 | 1.90 | (1.50, 2.50) | | yes |",
		"| warm | vettool / nothing, cpu | 1.05 | 1 | 1.10 | (1.10, 1.10) | 1.10 | no |",
	} {
		if !strings.Contains(squeeze(out.String()), want) {
			t.Errorf("the tables lack %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "plan / vet") {
		t.Errorf("a ratio without samples:\n%s", out.String())
	}
}

// squeeze leaves one space of many.
func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestChoose(t *testing.T) {
	got, err := choose(allStates, "cold, warm")
	if err != nil || len(got) != 2 || got[0] != cold || got[1] != warm {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := choose(allStates, "warm,tepid"); err == nil || !strings.Contains(err.Error(), `no "tepid"`) {
		t.Errorf("error %v", err)
	}
}
