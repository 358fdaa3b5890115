package gclplugin_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/m2me/m2me/analyzers/gclplugin"
)

// TestSettings holds that settings are flags of the analyzers.
func TestSettings(t *testing.T) {
	for _, tt := range []struct {
		settings any
		want     string // of -offer; or what the error says
	}{
		{nil, "false"},
		{map[string]any{"offer": true}, "true"},
		{map[string]any{"offer": "true"}, "true"},
		{map[string]any{"ofer": true}, "there is no setting ofer; there is: offer"},
		{map[string]any{"offer": "perhaps"}, "setting offer"},
		{[]string{"offer"}, "settings are names with values"},
	} {
		got := ""
		linter, err := gclplugin.New(tt.settings)
		if err == nil {
			suite, buildErr := linter.BuildAnalyzers()
			err = buildErr
			for _, a := range suite {
				if f := a.Flags.Lookup("offer"); f != nil {
					got = f.Value.String()
				}
			}
		}
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("settings %v: %s, want %s", tt.settings, got, tt.want)
		}
	}
}

// binary builds golangci-lint with the plugin, out of its module in testdata.
// The first time needs the module proxy.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "m2me-golangci")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "golangci-lint.exe")
	cmd := exec.Command("go", "build", "-o", bin, ".")
	cmd.Dir, cmd.Env = filepath.Join("..", "..", "testdata", "golangci"), append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), err
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if bin, err := binary(); err == nil {
		_ = os.RemoveAll(filepath.Dir(bin)) // in the temporary directory
	}
	os.Exit(code)
}

// unreachable is how the go command says that it has no network.
var unreachable = regexp.MustCompile(`module lookup disabled by GOPROXY=off|dial tcp|no such host|connection refused|i/o timeout`)

// A repo is a module with a configuration of golangci-lint.
type repo struct {
	t          *testing.T
	bin        string
	dir, cache string
}

const config = `version: "2"
linters:
  default: none
  enable: [m2me]
  settings:
    custom:
      m2me:
        type: module
        description: machine-token calls that run for a user
`

func newRepo(t *testing.T) repo {
	t.Helper()
	bin, err := binary()
	if err != nil && unreachable.MatchString(bin) {
		t.Skipf("needs the network once: %s", bin)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, bin)
	}
	r := repo{t, bin, t.TempDir(), t.TempDir()}
	ar, err := txtar.ParseFile(filepath.Join("..", "..", "internal", "gopls", "testdata", "app.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		r.write(f.Name, string(f.Data))
	}
	r.write(".golangci.yml", config)
	return r
}

func (r repo) write(name, text string) {
	r.t.Helper()
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// lint runs golangci-lint and returns the findings, a line each.
func (r repo) lint(args ...string) string {
	r.t.Helper()
	cmd := exec.Command(r.bin, append([]string{"run", "--output.text.print-issued-lines=false", "--output.text.colors=false", "--show-stats=false"}, args...)...)
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		r.t.Fatal(err)
	}
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+r.cache, "XDG_CACHE_HOME="+r.cache, "GOCACHE="+strings.TrimSpace(string(out)),
		"GOWORK=off", "GOFLAGS=-buildvcs=false", "GOPROXY=off", "GOTOOLCHAIN=local")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // findings make it fail
	if text := stderr.String(); strings.Contains(text, "level=error") || strings.Contains(text, "panic") {
		r.t.Fatal(text)
	}
	return stdout.String()
}

const (
	onPayments = "GET /v1/payments selects the user"
	onInbox    = "GET /v1/inbox selects the user"
	onLabs     = "GET /v1/biomarkers selects the user" // in another package
)

// TestLint holds that golangci-lint reports, fixes, and sees an edit of a table.
func TestLint(t *testing.T) {
	r := newRepo(t)
	all := r.lint()
	for _, want := range []string{onPayments, onInbox, onLabs, "(m2me)"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q:\n%s", want, all)
		}
	}
	if n := strings.Count(all, "\n"); n != 3 {
		t.Errorf("%d lines for three findings:\n%s", n, all)
	}
	r.write("scopemap.yaml", "version: 1\nplatforms:\n  loop:\n    rows:\n      - {service: payments, method: GET, path: /v1/payments, disposition: keep, reason: they are the company's}\n")
	if out := r.lint(); strings.Contains(out, onPayments) || !strings.Contains(out, onLabs) {
		t.Errorf("with a row that keeps the payments:\n%s", out)
	}
	if err := os.Remove(filepath.Join(r.dir, "scopemap.yaml")); err != nil {
		t.Fatal(err)
	}
	if out := r.lint(); out != all {
		t.Errorf("without the row again:\n%s", out)
	}

	if out := r.lint("--fix"); strings.Contains(out, onPayments) || !strings.Contains(out, onInbox) {
		t.Errorf("with --fix, what is left:\n%s", out)
	}
	r.compiles("/v1/payments/me", "/v1/inbox?user_id=")
}

// TestOffer holds that fixes of open questions are carried out where the settings
// say so. Both rewrites in main.go together leave imports that nothing uses.
func TestOffer(t *testing.T) {
	r := newRepo(t)
	r.write(".golangci.yml", config+"        settings: {offer: true}\n")
	if out := r.lint("--fix"); strings.Contains(out, onInbox) {
		t.Errorf("with --fix and offer, what is left:\n%s", out)
	}
	r.compiles("/v1/inbox/me")
}

// compiles holds that the module compiles and main.go contains texts.
func (r repo) compiles(wants ...string) {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, "main.go"))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, want := range wants {
		if !strings.Contains(string(text), want) {
			r.t.Errorf("main.go has no %s:\n%s", want, text)
		}
	}
	cmd := exec.Command("go", "build", "-o", os.DevNull, ".")
	cmd.Dir, cmd.Env = r.dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Errorf("main.go does not compile: %s\n%s", out, text)
	}
}
