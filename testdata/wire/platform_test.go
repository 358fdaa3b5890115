package wire_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/m2me/m2me/testdata/wire/event"
	"github.com/m2me/m2me/testdata/wire/identity"
	"github.com/m2me/m2me/testdata/wire/platform"
)

// world is a platform in a process of its own.
type world struct {
	platform.Addresses
	caFile string
}

// The clients that programs are registered as.
const (
	machineID, machineSecret = "svc_harbor", "svc_secret_4c1d"
	userID, userSecret       = "app_harbor", "app_secret_90ab"
	pilotID, pilotSecret     = "app_pilot", "pilot_secret_77"
)

// appHost is where browsers reach the program under test.
const appHost = "app.harborclinic.example"

// callbackURL is the redirect URI of the Connect client.
const callbackURL = "https://" + appHost + "/connect/callback"

// clients returns the registrations: what a machine and a user may be asked for.
func clients(p *program, machine, user []string) []identity.Client {
	secret := userSecret
	if p.public {
		secret = ""
	}
	return []identity.Client{
		{ID: machineID, Secret: machineSecret, Scopes: machine, Machine: true},
		{ID: userID, Secret: secret, Scopes: append([]string{"openid"}, user...), RedirectURI: callbackURL},
		{
			ID: pilotID, Secret: pilotSecret, Scopes: []string{"read:wearables", "read:biomarkers"},
			RedirectURI: "https://" + appHost + "/wearables/callback",
		},
	}
}

// startWorld starts a platform that ends with the test.
func startWorld(t testing.TB, cfg platform.Config) *world {
	t.Helper()
	if cfg.AccessLife == 0 {
		cfg.AccessLife = time.Hour
	}
	if cfg.RefreshLife == 0 {
		cfg.RefreshLife = 90 * 24 * time.Hour
	}
	if cfg.ScopeStatus == 0 {
		cfg.ScopeStatus = http.StatusForbidden
	}
	cmd := exec.Command(tools.platform)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	w := &world{caFile: filepath.Join(t.TempDir(), "ca.pem")}
	json.NewEncoder(in).Encode(cfg)
	if err := json.NewDecoder(out).Decode(&w.Addresses); err != nil {
		t.Fatal("the platform did not start: ", err)
	}
	if err := os.WriteFile(w.caFile, []byte(w.CA), 0o644); err != nil {
		t.Fatal(err)
	}
	return w
}

// get reads an admin endpoint.
func (w *world) get(t testing.TB, path string, out any) {
	t.Helper()
	resp, err := http.Get(w.Admin + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		t.Fatal(path, ": ", err)
	}
}

// post tells the platform something; out may be nil.
func (w *world) post(t testing.TB, path string, form url.Values, out any) {
	t.Helper()
	resp, err := http.PostForm(w.Admin+path, form)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s: %s", path, resp.Status, body)
	}
	if out != nil {
		if err := json.Unmarshal(body, out); err != nil {
			t.Fatal(err)
		}
	}
}

// since returns the events after the first n.
func (w *world) since(t testing.TB, n int) []event.Event {
	t.Helper()
	var all []event.Event
	w.get(t, "/events", &all)
	return all[min(n, len(all)):]
}

// grants returns all grants.
func (w *world) grants(t testing.TB) []identity.Grant {
	t.Helper()
	var all []identity.Grant
	w.get(t, "/grants", &all)
	return all
}

// machineToken gets a token such as a service is issued once, for the check-ins
// feed. Where the scope is not to be had any more, it is empty.
func (w *world) machineToken() string {
	resp, err := http.PostForm(w.Plain+"/v1/tokens", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {machineID}, "client_secret": {machineSecret}, "scope": {"admin:clinical"},
	})
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	var out struct {
		AccessToken string `json:"access_token"`
	}
	json.NewDecoder(resp.Body).Decode(&out)
	return out.AccessToken
}
