package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/plan/document"
)

func TestJudged(t *testing.T) {
	list, err := parseJudged("list", `# a platform
example.com/a@v1.0.0 testdata/platforms/zoom.yaml # new
	true   a.go:3 GET /v2/users/{id} ask unknown-caller
	false  a.go:9 GET /v2/users ask batch-ids: it is one id
	missed b.go:1 GET /v2/users/{id}: behind reflection
`)
	if err != nil || len(list) != 1 || len(list[0].Calls) != 3 {
		t.Fatalf("%v, error %v", list, err)
	}
	fresh, gone := list[0].compare([]document.Finding{
		{File: "a.go", Line: 3, Method: "GET", Path: "/v2/users/{id}", Verdict: "ask", Rule: "unknown-caller"},
		{File: "c.go", Line: 1, Method: "GET", Path: "/v2/users/{id}", Verdict: "migrate", Rule: "useridquery"},
	})
	if want := []string{"c.go:1 GET /v2/users/{id} migrate useridquery"}; !slices.Equal(fresh, want) {
		t.Errorf("not judged: %q, want %q", fresh, want)
	}
	if want := []string{"a.go:9 GET /v2/users ask batch-ids"}; !slices.Equal(gone, want) {
		t.Errorf("gone: %q, want %q", gone, want)
	}
	var out bytes.Buffer
	printTally(&out, list)
	if want := "| zoom | 1 | 2 | 1 | 1 | 1 | 50 % | 50 % |"; !strings.Contains(out.String(), want) {
		t.Errorf("got\n%s\nwant %s", out.String(), want)
	}
}

func TestJudgedErrors(t *testing.T) {
	for _, text := range []string{
		"example.com/a@v1.0.0\n",
		"\ttrue a.go:3 GET /x keep context\n",
		"example.com/a@v1.0.0 t.yaml\n\tfalse a.go:3 GET /x keep context\n",
		"example.com/a@v1.0.0 t.yaml\n\ttrue a.go:3 GET /x keep context: why\n",
		"example.com/a@v1.0.0 t.yaml\n\tmaybe a.go:3 GET /x keep context\n",
	} {
		if _, err := parseJudged("list", text); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

// TestPlatforms holds that the list of the repository can be read and names
// tables that are there.
func TestPlatforms(t *testing.T) {
	data, err := os.ReadFile("platforms.txt")
	if err != nil {
		t.Fatal(err)
	}
	list, err := parseJudged("platforms.txt", string(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(m.Table))); err != nil {
			t.Errorf("%s: %v", m, err)
		}
	}
}
