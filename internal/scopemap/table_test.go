package scopemap

import (
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/rest"
)

// Every row of the built-in table says where it comes from and how directly,
// and every user form is reached by edits.
func TestDefaultRows(t *testing.T) {
	tab := table(t, "")
	n := 0
	for _, p := range tab.Platforms {
		for _, r := range p.Rows {
			n++
			if !strings.HasPrefix(r.Source, "https://") || r.Confidence == NoConfidence {
				t.Errorf("%s: %s %s has no source or no confidence", r.Pos, r.Method, r.Path)
			}
			if strings.Contains(r.Reason, ";") {
				t.Errorf("%s: a reason stands in a diagnostic, whose ; is spoken for", r.Pos)
			}
			if _, ok := diff(r.path, r.me); r.Disposition == Migrate && !ok {
				t.Errorf("%s: no edits lead from %s to %s", r.Pos, r.Path, r.Me)
			}
		}
		for _, s := range append(p.Scopes.Connect, p.Scopes.M2M...) {
			if s.Source == "" || s.Confidence == NoConfidence {
				t.Errorf("%s: scope %s has no source or no confidence", s.Pos, s.Name)
			}
		}
	}
	if n < 90 {
		t.Errorf("the built-in table has %d rows", n)
	}
	guide := tab.Platform("loop").Rows[:4]
	for _, r := range guide {
		if r.Confidence != Guide {
			t.Errorf("%s: the rows of the guide come first", r.Pos)
		}
	}
}

func TestNames(t *testing.T) {
	tab := table(t, "")
	for _, tt := range []struct {
		what string
		ask  func(string) bool
		yes  []string
		no   []string
	}{
		{"env", tab.StaticToken, []string{"SERVICE_TOKEN", "LOOP_SERVICE_TOKEN", "service-token", "loop.serviceToken", "M2MToken"}, []string{"USER_ACCESS_TOKEN", "TOKEN", "SERVICE_TOKEN_URL"}},
		{"grant", tab.M2MGrant, []string{"client_credentials"}, []string{"authorization_code", "refresh_token", ""}},
		{"admin scope", tab.AdminScope, []string{"admin:clinical", "admin:*", "platform:admin"}, []string{"read:biomarkers", "administer"}},
		{"user param", tab.UserParam, []string{"user_id", "patient_id"}, []string{"coachId", "limit"}},
		{"admin wrapper", tab.AdminWrapper, []string{"requireAdmin", "RequireAdminRole", "example.com/app/mw.AdminOnly", "(*example.com/app.Server).StaffOnly"}, []string{"requireLogin", "administration"}},
		{"session", tab.SessionHelper, []string{"example.com/app/auth.CurrentUser", "example.com/app.UserIDFromContext", "example.com/app/session.SessionFrom"}, []string{"example.com/app.GetUserID", "(*example.com/pb.Request).GetUserId", "example.com/app.UserIDFromRequest", "strings.Cut"}},
		{"webhook", tab.WebhookVerifier, []string{"github.com/stripe/stripe-go/v82/webhook.ConstructEvent", "example.com/app.VerifyWebhookSignature"}, []string{"example.com/jwt.VerifySignature"}},
	} {
		for _, s := range tt.yes {
			if !tt.ask(s) {
				t.Errorf("%s: %q is not known", tt.what, s)
			}
		}
		for _, s := range tt.no {
			if tt.ask(s) {
				t.Errorf("%s: %q is taken for one", tt.what, s)
			}
		}
	}
}

func TestRoutes(t *testing.T) {
	routes := table(t, "").Routes()
	for pattern, want := range map[string]rest.Kind{
		"/webhooks/stripe": rest.Event, "POST /webhook": rest.Event, "/api/v1/hooks/{id}": rest.Event,
		"/internal/sync": rest.Event, "/healthz": rest.Event, "GET example.com/health": rest.Event,
		"/health/vitals": rest.Unknown, "/health-records/{id}": rest.Unknown, "/metrics": rest.Event,
		"/cron/nightly": rest.Scheduled, "/tasks/digest": rest.Scheduled,
		"/admin": rest.Admin, "GET /api/admin/users/{id}": rest.Admin, "/administration": rest.Unknown,
		"/dashboard": rest.Unknown, "/settings/webhooks": rest.Unknown, "/": rest.Unknown, "": rest.Unknown,
	} {
		if got := routes.Kind(pattern); got != want {
			t.Errorf("%q is %v, want %v", pattern, got, want)
		}
	}
}

func TestTokenEndpoint(t *testing.T) {
	tab := table(t, "")
	for url, want := range map[string]string{
		"https://identity.platform.loop.health/v1/oauth/token":      "loop",
		"https://identity.staging.platform.loop.health/v1/tokens":   "loop",
		"https://identity.{stage}.platform.loop.health/v1/tokens":   "loop",
		"https://clinical.platform.loop.health/v1/tokens":           "",
		"https://login.lifen.fr/oauth/token":                        "lifen",
		"https://authentication.post-prod.lifen.fr/v1/token":        "lifen",
		"https://login.example.com/oauth/token":                     "",
		"{issuer}/v1/oauth/token":                                   "",
		"https://identity.platform.loop.health.evil.test/v1/tokens": "",
	} {
		if got, ok := tab.TokenEndpoint(template(url)); got != want || ok != (want != "") {
			t.Errorf("%s belongs to %q, want %q", url, got, want)
		}
	}
}

func TestSatisfies(t *testing.T) {
	p := table(t, "").Platform("loop")
	for _, tt := range []struct {
		have, want string
		ok         bool
	}{
		{"read:inbox", "read:inbox", true}, {"manage:preferences", "read:preferences", true},
		{"manage:preferences", "write:preferences", true}, {"manage:preferences", "read:inbox", false},
		{"admin:*", "read:inbox", true}, {"admin:clinical", "read:biomarkers", false}, {"read:inbox", "write:inbox", false},
	} {
		if p.Satisfies(tt.have, tt.want) != tt.ok {
			t.Errorf("%s for %s: want %v", tt.have, tt.want, tt.ok)
		}
	}
}

func TestConnect(t *testing.T) {
	c := table(t, "").Connect()
	if got := c.ImportPath("example.com/app"); got != "example.com/app/internal/connect" {
		t.Error(got)
	}
	if got := c.Fill(c.ClientLike, "ctx", "userID", "s.http"); got != "connect.ClientLike(ctx, userID, s.http)" {
		t.Error(got)
	}
}

func TestMerge(t *testing.T) {
	const own = `
platforms:
  loop:
    services: [labs]
    scopes: {connect: {"read:labs": {}}}
    rows:
      - {service: comms, method: GET, path: "/v1/inbox/{who}", user: {path: who}, disposition: keep, reason: our mail is not theirs}
      - {service: labs, method: GET, path: /v1/labs, user: {query: uid}, me: /v1/labs/mine, connect: "read:labs"}
contexts:
  routes: [{pattern: /tasks/**, kind: user}]
  sessions: [whoAmI]
connect: {client: "s.users.Client({ctx}, {user})", import: ""}
`
	tab := table(t, own)
	m := tab.Match(call("GET {base}/v1/inbox/{id}"))
	if m.Disposition != Keep || m.Why != "our mail is not theirs" || !m.Row.Own {
		t.Errorf("a row of the user's did not replace ours: %+v", m)
	}
	labs := tab.Match(call("GET https://labs.platform.loop.health/v1/labs?uid={id}"))
	if labs.Me != "/v1/labs/mine" || labs.Service != "labs" {
		t.Errorf("a new row is not seen: %+v", labs)
	}
	if tab.Match(call("GET {base}/v1/biomarkers?user_id={id}")).Row == nil {
		t.Error("our rows are gone")
	}
	if tab.Routes().Kind("/tasks/7") != rest.ByUser || tab.Routes().Kind("/cron/7") != rest.Scheduled {
		t.Error("the user's routes speak before ours, and ours still speak")
	}
	if !tab.SessionHelper("example.com/app.WhoAmI") || !tab.SessionHelper("example.com/app.CurrentUser") {
		t.Error("lists grow")
	}
	if c := tab.Connect(); c.Client != "s.users.Client({ctx}, {user})" || c.WithUser != "connect.WithUser({ctx}, {user})" {
		t.Errorf("%+v", c)
	}
	unused := tab.Unused([]*Row{m.Row})
	if len(unused) != 1 || unused[0] != labs.Row || unused[0].Pos.String() != "scopemap.yaml:8:9" {
		t.Errorf("unused: %v", unused)
	}
	if tab.Digest() == table(t, "").Digest() || tab.Digest() != table(t, own).Digest() {
		t.Error("the digest tells tables apart, and nothing else")
	}

	alone := table(t, "inherit: false\nplatforms: {mine: {hosts: api.mine.example}}\n")
	if alone.Match(call("GET {base}/v1/biomarkers?user_id={id}")).Known || alone.Platform("lifen") != nil {
		t.Error("inherit: false keeps our rows")
	}
	if alone.Connect().Transport == "" {
		t.Error("inherit: false drops the templates of the Connect client")
	}
}

func TestMatchWord(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"a", "a", true}, {"a", "b", false}, {"*", "", true}, {"a*", "abc", true}, {"a*", "ba", false},
		{"*c", "abc", true}, {"*c", "cb", false}, {"a*c", "ac", true}, {"a*a", "a", false}, {"*b*", "abc", true},
		{"a*b*c", "a-b-b-c", true}, {"a*b*c", "a-c-b", false}, {"admin:*", "admin:*", true},
	} {
		if matchWord(tt.pattern, tt.text) != tt.want {
			t.Errorf("%q on %q: want %v", tt.pattern, tt.text, tt.want)
		}
	}
}
