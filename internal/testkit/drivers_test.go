package testkit_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/gopls"
)

// goplsDiffers and golangciDiffers list the cases whose diagnostics are not those
// of the analyzers in one process, with the reason. Both drivers know the types
// of other packages whole, unlike go vet.
var goplsDiffers, golangciDiffers = otherModules, otherModules

// otherModules are the cases where a driver also reads modules that the program
// imports.
var otherModules = map[string]string{
	"idioms/rewrite/foreign_wrapper": "the client library is another module: the driver reads it and finds the call, the one in one process does not",
}

// caches is the environment of a driver whose own caches are new, and whose
// build cache is everybody's.
func caches(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs, own := strings.Fields(string(out)), t.TempDir()
	return append(environ(""), "GOCACHE="+dirs[0], "GOMODCACHE="+dirs[1], "XDG_CACHE_HOME="+own, "LocalAppData="+own, "HOME="+own,
		"GOPLSCACHE="+filepath.Join(own, "gopls"), "GOLANGCI_LINT_CACHE="+filepath.Join(own, "golangci"))
}

// goplsLine is a finding of the analyzers; gopls runs others too. A finding may
// span lines, and what is related to it follows with a dash.
var goplsLine = regexp.MustCompile(`(?:^|/)(c\d{3})/(.*\.go):(\d+):\d+-[\d:]+: ((?:(?:[A-Z]+|a call of) (?:/|\w+ )|//m2me:).*)$`)

// TestGopls runs gopls, with the analyzers compiled in, over all cases in one
// workspace. The first build of a release needs the module proxy.
func TestGopls(t *testing.T) {
	user, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	source, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	b := gopls.Builder{Source: source, Cache: gopls.Cache(user), Environ: os.Environ(), Log: func(string) {}}
	built, err := b.Build(t.Context(), filepath.Join(t.TempDir(), "m2me-gopls.exe"))
	if errors.Is(err, gopls.ErrOffline) {
		t.Skipf("needs the network once: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkspace(t, "gopls")
	args := []string{"check"}
	err = fs.WalkDir(os.DirFS(w.dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".go" && !strings.Contains(name, "/internal/connect/") {
			args = append(args, filepath.FromSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(built.File, args...)
	cmd.Dir, cmd.Env = w.dir, caches(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("gopls check: %v", err)
	}
	w.compare(t, "gopls", goplsLine, string(out), goplsDiffers)
}

// golangciLine is a finding.
var golangciLine = regexp.MustCompile(`^(c\d+)/(.*\.go):(\d+):\d+: (.*) \(m2me\)$`)

// everything makes golangci-lint report all findings of the plugin alone.
const everything = `version: "2"
linters:
  default: none
  enable: [m2me]
  exclusions: {generated: disable}
  settings:
    custom:
      m2me: {type: module, description: machine-token calls that run for a user}
issues: {max-issues-per-linter: 0, max-same-issues: 0, uniq-by-line: false}
`

// unreachable is how the go command says that it has no network.
var unreachable = regexp.MustCompile(`module lookup disabled by GOPROXY=off|dial tcp|no such host|connection refused|i/o timeout`)

// TestGolangci runs golangci-lint, with the plugin compiled in, over all cases in
// one workspace. The first build needs the module proxy.
func TestGolangci(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "golangci-lint.exe")
	build := exec.Command("go", "build", "-o", bin, ".")
	build.Dir, build.Env = filepath.Join(root, "testdata", "golangci"), append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil && unreachable.Match(out) {
		t.Skipf("needs the network once: %s", out)
	} else if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	w := newWorkspace(t, "golangci")
	if err := os.WriteFile(filepath.Join(w.dir, ".golangci.yml"), []byte(everything), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, append([]string{"run", "--output.text.print-issued-lines=false", "--output.text.colors=false", "--show-stats=false"}, w.patterns()...)...)
	cmd.Dir, cmd.Env = w.dir, caches(t)
	out, _ := cmd.Output() // findings make it fail, as they should
	w.compare(t, "golangci-lint", golangciLine, string(out), golangciDiffers)
}
