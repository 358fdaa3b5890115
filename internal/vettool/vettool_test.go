package vettool_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/vettool"
)

// TestMain makes the test binary a vettool when the go command runs it.
func TestMain(m *testing.M) {
	if !vettool.Asked(os.Args[1:]) {
		os.Exit(m.Run())
	}
	dir, err := os.Getwd()
	if err == nil {
		err = vettool.Tool{
			Exe: os.Args[0], Dir: dir, Environ: os.Environ(), Stdout: os.Stdout,
			Suite: analyzers.Suite(), SafeFixes: analyzers.SafeFixes(),
		}.Main(os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const handler = `package main

import (
	"log"
	"net/http"
	"net/url"
	"os"
)

func userID(r *http.Request) string {
	id, _ := r.Context().Value("user_id").(string)
	return id
}

func dashboard(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(r.Context(), "GET",
		"https://clinical.platform.loop.health/v1/biomarkers?user_id="+url.QueryEscape(userID(r)), nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("LOOP_SERVICE_TOKEN"))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	resp.Body.Close()
}

func main() {
	http.HandleFunc("GET /dashboard", dashboard)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`

const keepRow = `version: 1
platforms:
  loop:
    rows:
      - service: clinical
        method: GET
        path: /v1/biomarkers
        disposition: keep
        reason: the clinic's contract says so
`

// client is as much of the Connect client as the rewrite needs.
const client = `package connect

import (
	"context"
	"net/http"
)

func Client(ctx context.Context, userID string) *http.Client { return http.DefaultClient }
`

// vet runs go vet with this binary and returns what it prints.
func vet(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", append(append([]string{"vet"}, args...), "-vettool="+os.Args[0], "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	out, _ := cmd.CombinedOutput() // findings make it fail, as they should
	return string(out)
}

func module(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/app\n\ngo 1.26\n", "main.go": handler} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestTableEdit holds that go vet does not replay findings of an old table.
func TestTableEdit(t *testing.T) {
	dir := module(t)
	table := filepath.Join(dir, "scopemap.yaml")
	const finding = "main.go:16:"
	for i, step := range []struct {
		what string
		text string // of the table; none if empty
		want bool
	}{
		{"no table", "", true},
		{"a row that keeps the call", keepRow, false},
		{"the table is gone again", "", true},
		{"a row that keeps the call, again", keepRow, false},
		{"an empty table", "version: 1\n", true},
	} {
		if err := os.Remove(table); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if step.text != "" {
			if err := os.WriteFile(table, []byte(step.text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if out := vet(t, dir); strings.Contains(out, finding) != step.want {
			t.Fatalf("step %d, %s: finding %v, want %v; go vet says:\n%s", i, step.what, !step.want, step.want, out)
		}
	}
}

// TestFixDiff holds that go vet -fix shows the rewrite that the finding names.
func TestFixDiff(t *testing.T) {
	dir := module(t)
	if out := vet(t, dir, "-fix", "-diff"); strings.Contains(out, "+++") {
		t.Errorf("a fix is offered that would not compile, the Connect client is missing:\n%s", out)
	}
	connect := filepath.Join(dir, "internal", "connect")
	if err := os.MkdirAll(connect, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(connect, "connect.go"), []byte(client), 0o666); err != nil {
		t.Fatal(err)
	}
	out := vet(t, dir, "-fix", "-diff")
	if !strings.Contains(out, `+		"https://clinical.platform.loop.health/v1/biomarkers/me"`) {
		t.Errorf("go vet -fix -diff says:\n%s", out)
	}
}

// TestMarked holds that go vet tells the story of the plan once fix -mark has
// written down what one package cannot know: of the program of the script
// fix_mark, only the question is left.
func TestMarked(t *testing.T) {
	script, err := txtar.ParseFile(filepath.Join("..", "..", "testdata", "cli", "fix_mark.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range script.Files {
		write(f.Name, f.Data)
	}
	if out := vet(t, dir); !strings.Contains(out, "desk/desk.go:12:") || !strings.Contains(out, "desk/desk.go:21:") {
		t.Errorf("before the marks go vet says:\n%s", out)
	}
	for _, f := range script.Files {
		if name, ok := strings.CutSuffix(f.Name, ".want"); ok {
			write(name, f.Data)
		}
	}
	if out := vet(t, dir); strings.Contains(out, "desk/desk.go:12:") || strings.Contains(out, "desk/desk.go:13:") || !strings.Contains(out, "desk/desk.go:23:") {
		t.Errorf("behind the marks go vet says:\n%s", out)
	}
}
