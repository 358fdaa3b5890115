package gopls

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

// build builds the gopls that the tests drive, once. It lies in the cache
// directory of the user, as for everybody: after the first time it is quick.
var build = sync.OnceValues(func() (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	source, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "m2me-gopls")
	if err != nil {
		return "", err
	}
	b := Builder{Source: source, Cache: Cache(user), Environ: os.Environ(), Log: func(string) {}}
	built, err := b.Build(context.Background(), filepath.Join(dir, Name("")))
	return built.File, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if file, err := build(); err == nil {
		_ = os.RemoveAll(filepath.Dir(file)) // in the temporary directory
	}
	os.Exit(code)
}

// server returns the executable. The first build of a release needs the module
// proxy; nothing else is a reason to skip.
func server(t *testing.T) string {
	t.Helper()
	file, err := build()
	if errors.Is(err, ErrOffline) {
		t.Skipf("needs the network once: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// environ is the environment of gopls: caches of its own, and the build cache of
// everybody.
func environ(t *testing.T, cache string) []string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs := strings.Fields(string(out))
	return append(os.Environ(), "XDG_CACHE_HOME="+cache, "HOME="+cache, "LocalAppData="+cache, "GOCACHE="+dirs[0], "GOMODCACHE="+dirs[1],
		"GOPLSCACHE="+filepath.Join(cache, "gopls"), "GOWORK=off", "GOFLAGS=-buildvcs=false", "GOPROXY=off", "GOTOOLCHAIN=local")
}

// app writes the program of the tests and returns its directory and texts.
func app(t *testing.T) (string, map[string]string) {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("testdata", "app.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir, texts := t.TempDir(), map[string]string{}
	for _, f := range ar.Files {
		texts[f.Name] = string(f.Data)
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir, texts
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

// What the findings in main.go are known by.
const (
	onPayments = "GET /v1/payments selects the user"
	onInbox    = "GET /v1/inbox selects the user"
	onLabs     = "GET /v1/biomarkers selects the user"
)

// TestSession drives the real gopls as an editor does.
func TestSession(t *testing.T) {
	gopls := server(t)
	dir, texts := app(t)
	main, platform := filepath.Join(dir, "main.go"), filepath.Join(dir, "platform", "platform.go")
	s := start(t, gopls, dir, dir, environ(t, t.TempDir()))
	s.open(main, texts["main.go"])

	own := s.finding(main, onPayments)
	if own.Source != "useridquery" || len(own.RelatedInformation) == 0 {
		t.Errorf("the finding is of %s with %v, want one of useridquery with related positions", own.Source, own.RelatedInformation)
	}
	down := s.finding(main, onLabs)
	if text := fmt.Sprint(down.RelatedInformation); !strings.Contains(text, uri(platform)) || !strings.Contains(text, "Biomarkers sends it through http.Client.Do") {
		t.Errorf("the finding does not lead to the request in platform: %s", text)
	}

	t.Run("quick fix", func(t *testing.T) {
		takeFix(t, s, dir, own, "/v1/payments/me", "connect.Client(r.Context(), userID(r))")
	})
	t.Run("fix of an open question", func(t *testing.T) {
		takeFix(t, s, dir, s.finding(main, onInbox), "/v1/inbox/me", `connect.Client(r.Context(), r.FormValue("member"))`)
	})

	s.open(platform, texts["platform/platform.go"])
	s.change(platform, strings.Replace(texts["platform/platform.go"], `"https://clinical.platform.loop.health/v1/biomarkers?user_id="+url.QueryEscape(id)`, `"https://example.com/hello?name="+url.QueryEscape(id)`, 1))
	s.none(main, onLabs)
	s.change(platform, texts["platform/platform.go"])
	s.finding(main, onLabs)
	s.stop()
}

// takeFix applies the quick fix of a finding and builds the result.
func takeFix(t *testing.T, s *session, dir string, d diagnostic, wants ...string) {
	main := filepath.Join(dir, "main.go")
	all := s.fixes(main, d)
	if len(all) != 1 || len(all[0].Edit.DocumentChanges) != 1 || all[0].Edit.DocumentChanges[0].TextDocument.URI != uri(main) {
		t.Fatalf("quick fixes: %+v, want one for main.go", all)
	}
	before, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	after := apply(t, string(before), all[0].Edit.DocumentChanges[0].Edits)
	for _, want := range wants {
		if !strings.Contains(after, want) {
			t.Errorf("%q does not lead to %s:\n%s", all[0].Title, want, after)
		}
	}
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(copied, "main.go"), after)
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir, cmd.Env = copied, append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%q does not compile: %s\n%s", all[0].Title, out, after)
	}
}

const keepRow = `version: 1
platforms:
  loop:
    rows:
      - service: payments
        method: GET
        path: /v1/payments
        disposition: keep
        reason: the accounts are the company's
`

// TestTableEdit holds that gopls, once it is restarted, does not replay findings
// of an old table, wherever it is started, and says so if a table is broken. The
// module is new to it when there is a table, and has none later.
func TestTableEdit(t *testing.T) {
	gopls := server(t)
	dir, texts := app(t)
	main, table := filepath.Join(dir, "main.go"), filepath.Join(dir, "scopemap.yaml")
	cache, elsewhere := t.TempDir(), t.TempDir()
	for i, step := range []struct {
		table string // none if empty
		want  bool
	}{{keepRow, false}, {"", true}, {keepRow, false}, {"version: 1\n", true}, {"", true}} {
		if err := os.RemoveAll(table); err != nil {
			t.Fatal(err)
		}
		if step.table != "" {
			write(t, table, step.table)
		}
		s := start(t, gopls, elsewhere, dir, environ(t, cache))
		s.open(main, texts["main.go"])
		s.finding(main, onLabs) // all of the package is there
		if step.want {
			s.finding(main, onPayments)
		} else {
			s.none(main, onPayments)
		}
		s.stop()
		if t.Failed() {
			t.Fatalf("step %d", i)
		}
	}
	write(t, table, "version: 1\nplatform: {}\n")
	s := start(t, gopls, elsewhere, dir, environ(t, cache))
	s.open(main, texts["main.go"])
	if d := s.finding(main, "the table cannot be used"); !strings.Contains(d.Message, `unknown key "platform"`) {
		t.Errorf("the finding is %s", d.Message)
	}
	s.stop()
}
