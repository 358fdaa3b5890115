package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/m2me/m2me/internal/plan/document"
)

var update = flag.Bool("u", false, "write what is printed as what is wanted")

// TestFormats prints testdata/plan.json in every format and compares with
// testdata/plan.FORMAT; the JSON must come out as it went in.
func TestFormats(t *testing.T) {
	for name, format := range Formats() {
		t.Run(name, func(t *testing.T) {
			in, err := os.Open(filepath.Join("testdata", "plan.json"))
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close() // read only
			p, err := document.Read(in)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := format(&got, p); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "plan."+name)
			if *update && name != "json" {
				if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got:\n%s", got.Bytes())
			}
		})
	}
}

// TestSARIFValid checks what is printed against the schema of SARIF 2.1.0, which
// testdata has as OASIS publishes it.
func TestSARIFValid(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", "sarif-schema-2.1.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	full, err := os.ReadFile(filepath.Join("testdata", "plan.sarif"))
	if err != nil {
		t.Fatal(err)
	}
	var empty bytes.Buffer
	if err := SARIF(&empty, &document.Plan{Version: document.Version}); err != nil {
		t.Fatal(err)
	}
	for name, printed := range map[string]string{"a plan": string(full), "an empty plan": empty.String()} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(printed))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A reader closes the alerts of the run before only if this one says that it has none.
	if !strings.Contains(empty.String(), `"results": []`) {
		t.Errorf("got:\n%s", &empty)
	}
}

func TestEmptyPlan(t *testing.T) {
	var got bytes.Buffer
	if err := Text(&got, &document.Plan{Version: document.Version}); err != nil {
		t.Fatal(err)
	}
	want := "No call to a known platform was found.\nIf there should be some: m2me explain FILE:LINE says how a call was read.\n\nNext: nothing. Guard it in CI: m2me check ./...\n"
	if got.String() != want {
		t.Errorf("got:\n%s", &got)
	}
}
