package wire_test

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/m2me/m2me/testdata/wire/event"
)

// patience is how long a program may take to do what is waited for. It only ends
// what hangs.
const patience = 2 * time.Minute

// A program is one that is migrated and run.
type program struct {
	name     string
	shape    string            // of the design's rewrite rules, for the report
	module   string            // directory of its go.mod
	only     string            // of a module with several programs, the one
	with     []string          // further directories that the module replaces others with
	hand     []string          // what is done by hand after fix
	probes   string            // commands that only the test has
	commands map[string]string // package by name; "main" is the server
	env      []string
	answers  []string // flags of plan and fix that answer questions
	plain    bool     // talks to the platform without TLS, at one address
	public   bool     // the Connect client has no secret

	migrated int      // calls that the plan migrates
	leftover []string // machine scopes that can go, and that no edit takes out
	steps    []step
}

// A step is one thing that happens to a running program.
type step struct {
	user   string // who does it; empty: nobody who acts for himself
	method string // default GET
	path   string
	header http.Header
	body   string

	kept    []string  // "METHOD /path" of calls that stay as they are
	signIn  string    // form that signs the user in, posted before
	command []string  // instead of a request: another command of the program
	job     string    // instead of a request: setting that makes jobs run soon
	publish [2]string // instead of a request: a message's subject and data
	calls   int       // how many distinct calls to wait for
	differs string    // why the answer may differ from the one before
}

// An outcome is what a step led to.
type outcome struct {
	page   page
	events []event.Event
}

// env is the environment of a program under test.
func environment(w *world, p *program, scopes []string, dir, addr string) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "TZ=UTC",
		"HTTPS_PROXY=" + w.Proxy, "SSL_CERT_FILE=" + w.caFile,
		"APP_ADDR=" + addr, "APP_URL=https://" + appHost, "GRANTS=" + filepath.Join(dir, "grants"),
		"SERVICE_CLIENT_ID=" + machineID, "SERVICE_CLIENT_SECRET=" + machineSecret,
		"LOOP_CLIENT_ID=" + userID, "LOOP_REDIRECT_URI=" + callbackURL,
		"LOOP_SCOPES=openid " + strings.Join(scopes, " "),
	}
	if !p.public {
		env = append(env, "LOOP_CLIENT_SECRET="+userSecret)
	}
	if p.plain {
		env = append(env, "LOOP_IDENTITY_URL="+w.Plain, "LOOP_HOSTS=127.0.0.1",
			"LOOP_CLINICAL="+w.Plain, "LOOP_TOKEN_URL="+w.Plain+"/v1/oauth/token")
	}
	for _, kv := range p.env {
		if strings.Contains(kv, "$TOKEN") {
			kv = strings.ReplaceAll(kv, "$TOKEN", w.machineToken())
		}
		env = append(env, strings.NewReplacer("$ADDR", addr, "$DIR", dir, "$QUEUE", w.Queue).Replace(kv))
	}
	return env
}

// start runs the server of a program until stop or the end of the test.
func start(t *testing.T, w *world, p *program, bins map[string]string, scopes []string, extra ...string) (stop func(), logs *bytes.Buffer) {
	t.Helper()
	addr := freeAddr(t)
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "grants"), 0o700); err != nil {
		t.Fatal(err)
	}
	logs = new(bytes.Buffer)
	cmd := exec.Command(bins["main"])
	cmd.Dir, cmd.Env = dir, append(environment(w, p, scopes, dir, addr), extra...)
	cmd.Stdout, cmd.Stderr = logs, logs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := false
	stop = func() {
		if !done {
			done = true
			cmd.Process.Kill()
			cmd.Wait()
		}
	}
	t.Cleanup(stop)
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
			break
		}
		if time.Now().After(end) {
			stop()
			t.Fatalf("%s does not listen:\n%s", p.name, logs)
		}
	}
	w.post(t, "/app", url.Values{"host": {appHost}, "addr": {addr}}, nil)
	return stop, logs
}

// freeAddr is an address that nobody listens at.
func freeAddr(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// A run is a program that runs, with the browsers of its users.
type run struct {
	*testing.T
	w        *world
	p        *program
	bins     map[string]string
	scopes   []string
	deny     []string // scopes that users do not tick
	browsers map[string]*browser
}

// play runs a program through its steps.
func play(t *testing.T, w *world, p *program, bins map[string]string, scopes, deny []string) []outcome {
	t.Helper()
	r := &run{T: t, w: w, p: p, bins: bins, scopes: scopes, deny: deny, browsers: map[string]*browser{}}
	stop, logs := start(t, w, p, bins, scopes)
	defer stop()
	var out []outcome
	for i, s := range p.steps {
		b := r.browser(s)
		seen := len(w.since(t, 0))
		pg, err := r.do(s, b, seen)
		if err == nil && s.calls > 0 {
			err = w.await(t, seen, s.calls)
		}
		if err != nil {
			stop()
			t.Fatalf("step %d, %s %s: %v\n%s", i, s.user, s.path, err, logs)
		}
		out = append(out, outcome{pg, w.since(t, seen)})
	}
	if stop(); *keep {
		t.Logf("log of %s:\n%s", p.name, logs)
	}
	return out
}

// browser returns the browser of a step's user, signed in.
func (r *run) browser(s step) *browser {
	b := r.browsers[s.user]
	if b == nil {
		b = newBrowser(r, r.w, s.user)
		b.deny = r.deny
		r.browsers[s.user] = b
		if s.user != "" {
			signIn(r.T, r.w, b, s)
		}
	}
	return b
}

// do does a step.
func (r *run) do(s step, b *browser, seen int) (page, error) {
	switch {
	case s.command != nil:
		return runCommand(r.T, r.w, r.p, r.bins, s)
	case s.job != "":
		return runJob(r.T, r.w, r.p, r.bins, r.scopes, s, seen)
	case s.publish[0] != "":
		r.w.post(r, "/publish", url.Values{"subject": {s.publish[0]}, "data": {s.publish[1]}}, nil)
		return page{}, nil
	}
	return b.open(s.methodOr(), "https://"+appHost+s.path, s.header, s.body)
}

func (s step) methodOr() string {
	if s.method == "" {
		return http.MethodGet
	}
	return s.method
}

// signIn signs a user in: with a form, or by the link that comes by mail.
func signIn(t *testing.T, w *world, b *browser, s step) {
	t.Helper()
	form := s.signIn
	if form == "" {
		form = "member=" + url.QueryEscape(b.user)
	}
	seen := len(w.since(t, 0))
	pg, err := b.open("POST", "https://"+appHost+"/sign-in", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, form)
	if err != nil || pg.Status/100 != 2 {
		t.Fatalf("%s cannot sign in: %v %v", b.user, err, pg)
	}
	for _, e := range w.since(t, seen) {
		_, link, ok := strings.Cut(e.Body, "https://"+appHost+"/sign-in/")
		if e.Kind != event.Mail || !ok {
			continue
		}
		link, _, _ = strings.Cut(link, `"`)
		// The page after it is not part of the script: do not follow.
		b.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		_, err := b.open("GET", "https://"+appHost+"/sign-in/"+link, nil, "")
		b.http.CheckRedirect = nil
		if err != nil {
			t.Fatal(err)
		}
	}
}

// runCommand runs another command of the program; its output is the page.
func runCommand(t *testing.T, w *world, p *program, bins map[string]string, s step) (page, error) {
	dir := t.TempDir()
	out, err := command(dir, environment(w, p, nil, dir, ""), bins[s.command[0]], s.command[1:]...)
	return page{Status: 200, Body: out}, err
}

// runJob runs a second server whose jobs are due, until they have made their
// calls.
func runJob(t *testing.T, w *world, p *program, bins map[string]string, scopes []string, s step, seen int) (page, error) {
	stop, logs := start(t, w, p, bins, scopes, s.job)
	defer stop()
	if err := w.await(t, seen, s.calls); err != nil {
		return page{}, fmt.Errorf("%w:\n%s", err, logs)
	}
	return page{Status: 200}, nil
}

// await waits until n different calls have been made.
func (w *world) await(t *testing.T, seen, n int) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if len(distinct(w.since(t, seen))) >= n {
			return nil
		}
	}
	return fmt.Errorf("fewer than %d calls came", n)
}
