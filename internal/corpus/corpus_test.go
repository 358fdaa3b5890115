package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/module"

	"github.com/m2me/m2me/internal/measure"
	"github.com/m2me/m2me/internal/plan/document"
)

// TestTable holds that what fails is seen in the table.
func TestTable(t *testing.T) {
	a := measure.Entry{Version: module.Version{Path: "example.com/a", Version: "v1.0.0"}, Without: []measure.Exception{{Path: "cmd/x", Reason: "needs C"}}}
	b := measure.Entry{Version: module.Version{Path: "example.com/b", Version: "v1.0.0"}}
	rows := []row{
		{Entry: a, Size: measure.Size{Packages: 2, Lines: 700}, load: measure.Cost{Wall: time.Second, CPU: time.Second, Peak: 100 << 20}, plan: measure.Cost{Wall: 1500 * time.Millisecond, CPU: 2 * time.Second, Peak: 150 << 20}},
		{Entry: b, findings: []document.Finding{{File: "b.go", Line: 3, Method: "GET", Path: "/v1/x", Verdict: "ask", Rule: "r", Reason: "why"}}, failed: "1 findings, want none"},
	}
	var out bytes.Buffer
	if err := printTable(&out, rows); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1.50s", "150 MB", "without cmd/x: needs C",
		"FAILED: 1 findings, want none",
		"2 modules, 700 lines, 1 findings, 1 failed",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	printFindings(&out, rows[1])
	if want := "example.com/b@v1.0.0: b.go:3: GET /v1/x: ask (r): why\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// TestModules holds that the list of the repository can be read.
func TestModules(t *testing.T) {
	data, err := os.ReadFile("modules.txt")
	if err != nil {
		t.Fatal(err)
	}
	modules, err := measure.ParseList("modules.txt", string(data))
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) < 25 {
		t.Errorf("%d modules, want at least 25", len(modules))
	}
}
