package testkit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/testkit"
)

// parse reads an archive that is written to a directory of its own.
func parse(t *testing.T, text string) (*testkit.Case, error) {
	t.Helper()
	dir := t.TempDir()
	name := filepath.Join(dir, "idioms", "x.txtar")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return testkit.Read(dir, name)
}

// TestRead holds what an archive gives.
func TestRead(t *testing.T) {
	c, err := parse(t, `Prose.
-- verdicts --
# a comment
a.go:3   GET /v1/x keep context  event job
-- fix --
-subject=request
-- refused --
a.go:3 .*because
-- a.go --
package a

var x = 1 // want "one" `+"`two`"+`
-- a.go.golden --
package a
`)
	if err != nil {
		t.Fatal(err)
	}
	if c.Name != "idioms/x" || c.Doc != "Prose." || len(c.FixArgs) != 1 || len(c.Refused) != 1 || c.Golden["a.go"] != "package a\n" {
		t.Errorf("read %+v", c)
	}
	if c.Files["a.go"] != "package a\n\nvar x = 1\n" {
		t.Errorf("the file is %q, the want comments should be gone", c.Files["a.go"])
	}
	if len(c.Wants) != 2 || c.Wants[0].Line != 3 || c.Wants[1].Message.String() != "two" {
		t.Errorf("wants: %v", c.Wants)
	}
	if d := testkit.LineDiff([]string{"a.go:3 GET /v1/x keep context event job"}, c.Verdicts); d != "" {
		t.Errorf("verdicts:\n%s", d)
	}
	diags := []testkit.Diagnostic{
		{File: "/w/a.go", Line: 3, Message: "is two"},
		{File: "/w/a.go", Line: 4, Message: "is one"},
	}
	if got, want := c.Unexpected("/w", diags), "+ a.go:4: is one\n- a.go:3: want \"one\"\n"; got != want {
		t.Errorf("unexpected: %q, want %q", got, want)
	}
}

// TestReadErrors holds that an archive that says too little is an error.
func TestReadErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"-- verdicts --\nnone\n", "no prose"},
		{"Prose.\n-- a.go --\npackage a\n", "no section verdicts"},
		{"Prose.\n-- verdicts --\n", "no section verdicts"},
		{"Prose.\n-- verdicts --\nnone\n-- a.go --\npackage a // want \"(\"\n", "a.go: line 1"},
		{"Prose.\n-- verdicts --\nnone\n-- refused --\na.go:1 (\n", "refused: error parsing regexp"},
	} {
		if _, err := parse(t, test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want %q", test.text, err, test.want)
		}
	}
}
