package scopemap

import (
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/rest"
)

const loopToken = " token:https://identity.platform.loop.health/v1/oauth/token"

func TestMatchLoop(t *testing.T) {
	tab := table(t, "")
	for _, tt := range []struct {
		call   string
		want   string // disposition, or "" where the call is not known
		path   string
		me     string
		scopes string
		edited string
	}{
		// The guide's rows, whatever the base.
		{"GET https://clinical.platform.loop.health/v1/biomarkers?user_id={id}", "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/v1/biomarkers/me"},
		{"GET https://clinical.staging.platform.loop.health/v1/biomarkers?user_id={id}&limit=5", "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/v1/biomarkers/me?limit"},
		{"GET https://{svc}.{stage}.platform.loop.health/v1/biomarkers?user_id={id}", "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/v1/biomarkers/me"},
		{"GET {base}/v1/biomarkers?user_id={id}", "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/v1/biomarkers/me"},
		{"GET {base}/biomarkers?user_id={id}", "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/biomarkers/me"},
		{"HEAD {base}/v1/biomarkers?user_id={id}", "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/v1/biomarkers/me"},
		{"GET http://localhost:8080/v1/biomarkers?user_id={id}" + loopToken, "migrate", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", "/v1/biomarkers/me"},
		{"POST {base}/v1/protocols?user_id={id}", "migrate", "/v1/protocols", "/v1/protocols/me", "write:protocols", "/v1/protocols/me"},
		{"GET {base}/v1/payments?user_id={id}", "migrate", "/v1/payments", "/v1/payments/me", "read:payments", "/v1/payments/me"},
		{"GET {base}/v1/inbox/{uid}?brand_id={b}", "migrate", "/v1/inbox/{person_id}", "/v1/inbox/me", "read:inbox", "/v1/inbox/me?brand_id"},
		{"GET {base}/inbox/{uid}?brand_id={b}", "migrate", "/v1/inbox/{person_id}", "/v1/inbox/me", "read:inbox", "/inbox/me?brand_id"},
		{"GET {base}/v1/cash/ledger?user_id={id}&brand_id={b}", "migrate", "/v1/cash/ledger", "/v1/cash/ledger/me", "read:cash_balance", "/v1/cash/ledger/me?brand_id"},
		{"GET {base}/v1/users/{sub}/settings scope:admin:identity", "migrate", "/v1/users/{id}/settings", "/v1/users/me/settings", "read:account", "/v1/users/me/settings"},

		// The convention, where the platform lists the scope; GET and HEAD only.
		{"GET https://clinical.platform.loop.health/v1/check-ins?user_id={id}", "migrate", "/v1/check-ins", "/v1/check-ins/me", "read:check_ins", "/v1/check-ins/me"},
		{"GET {base}/v1/recommendations?user_id={id} scope:admin:clinical", "migrate", "/v1/recommendations", "/v1/recommendations/me", "read:recommendations", "/v1/recommendations/me"},
		{"GET https://clinical.platform.loop.health/v1/appointments?user_id={id}", "unknown", "/v1/appointments", "", "", ""},
		{"POST https://clinical.platform.loop.health/v1/wearables?user_id={id}", "unknown", "/v1/wearables", "", "", ""},
		{"GET https://clinical.platform.loop.health/v1/{what}?user_id={id}", "unknown", "/v1/{id}", "", "", ""},

		// Only the token changes.
		{"GET https://clinical.platform.loop.health/v1/check-ins", "migrate", "/v1/check-ins", "/v1/check-ins", "read:check_ins", "/v1/check-ins"},
		{"GET {base}/v1/check-ins/next?enrolled_at={d} scope:admin:clinical", "migrate", "/v1/check-ins/next", "/v1/check-ins/next", "read:check_ins", "/v1/check-ins/next?enrolled_at"},
		{"GET https://clinical.platform.loop.health/v1/check-ins/next?user_id={id}", "ask", "/v1/check-ins/next", "/v1/check-ins/next", "read:check_ins", ""},
		{"POST https://clinical.platform.loop.health/v1/check-ins body:patient_id", "ask", "/v1/check-ins", "/v1/check-ins", "write:check_ins", ""},

		// What stays with machines.
		{"GET https://entitlements.platform.loop.health/v1/admin/entitlements/grants?user_id={id}", "keep", "/v1/admin/entitlements/grants", "", "", ""},
		{"GET https://clinical.platform.loop.health/v1/admin/anything?user_id={id}", "keep", "/v1/admin/anything", "", "", ""},
		{"DELETE {base}/v1/patients/{id}/clinical?user_id={id}", "keep", "/v1/patients/{id}/clinical", "", "admin", ""},
		{"POST {base}/v1/cash/grants body:user_id", "keep", "/v1/cash/grants", "", "", ""},
		{"POST {base}/v1/memberships body:user_id", "keep", "/v1/memberships", "", "", ""},
		{"GET https://booking.platform.loop.health/v1/visits?brand_id={b}", "keep", "/v1/visits", "", "", ""},
		{"GET {base}/v1/visits?brand_id={b}&patient_id={p}", "ask", "/v1/visits", "", "", ""},
		{"GET https://booking.platform.loop.health/v1/visits?*={q}", "ask", "/v1/visits", "", "", ""},

		// Rows without a user form, and ids that are not users.
		{"GET {base}/v1/red-flags/{p}", "ask", "/v1/red-flags/{patient_id}", "", "read:red_flags", ""},
		{"GET https://clinical.platform.loop.health/v1/protocols/{id}", "ask", "/v1/protocols/{id}", "", "read:protocols", ""},
		{"POST https://booking.platform.loop.health/v1/coaches/{coach}/bookings", "ask", "/v1/coaches/{coachId}/bookings", "/v1/coaches/{coachId}/bookings", "", ""},
		{"GET https://membership.platform.loop.health/v1/memberships/{id}/history", "ask", "/v1/memberships/{id}/history", "", "", ""},
		{"GET https://clinical.platform.loop.health/v1/biomarkers", "ask", "/v1/biomarkers", "/v1/biomarkers/me", "read:biomarkers", ""},

		// A row of one service is not a row of another.
		{"GET https://comms.platform.loop.health/v1/red-flags/{p}", "unknown", "/v1/red-flags/{id}", "", "", ""},
		{"GET https://gateway.platform.loop.health/v1/red-flags/{p}", "ask", "/v1/red-flags/{patient_id}", "", "read:red_flags", ""},

		// Nobody's business.
		{"GET https://api.example.com/v1/biomarkers?user_id={id}", "", "", "", "", ""},
		{"GET {base}/v1/biomarkers?user_id={id} token:https://login.example.com/oauth/token", "", "", "", "", ""},
		{"GET {base}/fhir/v2/Patient token:{idp}/oauth/token", "", "", "", "", ""},
		{"GET {base}/v1/notifications token:{idp}/v1/oauth/token", "", "", "", "", ""},
		{"GET {base}/v1/orders?user_id={id}", "", "", "", "", ""},
		{"GET {base}/v1/recommendations?user_id={id}", "", "", "", "", ""},
		{"GET {base}/v1/check-ins", "", "", "", "", ""},
		{"GET {base}/v1/users/{sub}/settings", "", "", "", "", ""},
		{"GET {base}/v1/users/me", "", "", "", "", ""},
		{"POST https://identity.platform.loop.health/v1/oauth/token body:grant_type", "", "", "", "", ""},
		{"POST https://identity.dev.platform.loop.health/v1/tokens", "", "", "", "", ""},
		{"GET {url}", "", "", "", "", ""},
	} {
		c := call(tt.call)
		m := tab.Match(c)
		got := m.Disposition.String()
		if !m.Known {
			got = ""
		}
		path := ""
		if m.Disposition == Migrate {
			path = edited(c, m)
		}
		scopes := strings.Join(m.ConnectScopes, " ")
		if tt.scopes == "admin" {
			scopes = tt.scopes
		}
		if got != tt.want || m.Path != tt.path || m.Me != tt.me || scopes != tt.scopes || path != tt.edited || m.Ambiguous != "" {
			t.Errorf("%s\n got %q %s → %s %q edited %s; %s; %s\nwant %q %s → %s %q edited %s",
				tt.call, got, m.Path, m.Me, scopes, path, m.Ambiguous, m.Why, tt.want, tt.path, tt.me, tt.scopes, tt.edited)
		}
	}
}

func TestMatchUser(t *testing.T) {
	tab := table(t, "")
	for _, tt := range []struct {
		call  string
		in    rest.Place
		name  string
		index int
		value string
	}{
		{"GET {base}/v1/cash/balance?brand_id={b}&user_id={u.ID}", rest.InQuery, "user_id", 1, "{u.ID}"},
		{"GET {base}/v1/inbox/{u.ID}", rest.InPath, "person_id", 2, "{u.ID}"},
		{"GET {base}/inbox/{u.ID}", rest.InPath, "person_id", 1, "{u.ID}"},
		{"GET {base}/v1/inbox/user_{n}", rest.InPath, "person_id", 2, "user_{n}"},
		{"POST {base}/v1/ai/chat body:brand_id body:user_id", rest.InBody, "user_id", 1, "{user_id}"},
		{"GET https://clinical.platform.loop.health/v1/things?patientId={p}", rest.InQuery, "patientId", 0, "{p}"},
		{"GET https://clinical.platform.loop.health/v1/users/{req.UserID}/things", rest.InPath, "id", 2, "{req.UserID}"},
		{"GET https://clinical.platform.loop.health/v1/coaches/{coachID}/things", rest.Nowhere, "", 0, ""},
		{"GET https://clinical.platform.loop.health/v1/things/{id}", rest.Nowhere, "", 0, ""},
	} {
		u := tab.Match(call(tt.call)).User
		if u.In != tt.in || u.Name != tt.name || u.Index != tt.index || u.Value.String() != tt.value {
			t.Errorf("%s: got %+v", tt.call, u)
		}
	}
}

func TestMatchDetails(t *testing.T) {
	tab := table(t, "")
	for _, tt := range []struct {
		call string
		ok   func(Match) bool
	}{
		{"GET {base}/v1/biomarkers?user_id={id}", func(m Match) bool { return m.Service == "clinical" && m.PHI && m.M2MScopes[0] == "admin:clinical" }},
		{"GET {base}/v1/biomarkers?user_id={id} scope:admin:x", func(m Match) bool { return m.M2MScopes[0] == "admin:x" }},
		{"GET https://platform.platform.loop.health/v1/admin/audit-log", func(m Match) bool { return m.Service == "platform" && m.Admin }},
		{"POST {base}/v1/cash/grants body:user_id", func(m Match) bool { return m.OwnAuthority }},
		{"GET {base}/v1/biomarkers/me", func(m Match) bool { return m.Known && m.Already && m.Me == "/v1/biomarkers/me" }},
		{"GET {base}/v1/inbox/me", func(m Match) bool { return m.Known && m.Already && m.ConnectScopes[0] == "read:inbox" }},
		{"GET https://affiliates.platform.loop.health/v1/affiliates/me", func(m Match) bool { return m.Already && !m.Convention }},
		{"GET https://clinical.platform.loop.health/v1/check-ins/me", func(m Match) bool { return m.Already && m.Convention && m.ConnectScopes[0] == "read:check_ins" }},
		{"GET https://clinical.platform.loop.health/v1/protocols/me", func(m Match) bool { return m.Already }},
		{"GET https://clinical.platform.loop.health{path}", func(m Match) bool { return m.Known && m.Path == "" }},
		{"GET https://clinical.platform.loop.health{path}/biomarkers?user_id={id}", func(m Match) bool { return m.Known && m.Service == "clinical" }},
		{"GET https://clinical.platform.loop.health/v1/check-ins", func(m Match) bool { return m.Implicit && m.User.In == rest.Nowhere }},
		{"? {base}/v1/biomarkers?user_id={id}", func(m Match) bool { return m.Ambiguous != "" }},
		{"? https://clinical.platform.loop.health/v1/lab_results?user_id={id}", func(m Match) bool { return m.Ambiguous != "" }},
		// The same outcome on two services is no ambiguity.
		{"GET {base}/v1/protocols/{id}" + loopToken, func(m Match) bool { return m.Known && m.Ambiguous == "" }},
		// Two places: both go.
		{"POST {base}/v1/protocols?user_id={id} body:user_id", func(m Match) bool {
			return m.User.In == rest.InQuery && len(m.DropQuery) == 1 && len(m.DropBody) == 1
		}},
		// Lifen: the URL stays, all permissions are needed; which version is behind a base is not known.
		{"POST https://api.lifen.fr/fhir/v2/Binary", func(m Match) bool {
			return m.Implicit && m.Disposition == Migrate && len(m.ConnectScopes) == 3 && !m.AnyOf && len(m.Edits()) == 0
		}},
		{"GET https://api-ramsay.post-prod.lifen.fr/fhir/v3/Patient?name={n}", func(m Match) bool { return m.Disposition == Keep }},
		{"GET {base}/Patient token:https://login.lifen.fr/oauth/token", func(m Match) bool { return m.Platform == "lifen" && m.Ambiguous != "" }},
	} {
		if m := tab.Match(call(tt.call)); !tt.ok(m) {
			t.Errorf("%s\n%+v", tt.call, m)
		}
	}
}

// Two services with rows on one call and different outcomes: a doubt, unless the
// credential's scopes tell.
func TestMatchAmbiguousService(t *testing.T) {
	const own = `
platforms:
  loop:
    rows:
      - {service: cash, method: GET, path: /v1/notes, user: {query: user_id}, me: /v1/notes/me, m2m: "admin:cash", connect: "read:cash_balance"}
      - {service: comms, method: GET, path: /v1/notes, user: {query: user_id}, m2m: "admin:comms"}
`
	tab := table(t, own)
	if m := tab.Match(call("GET {base}/v1/notes?user_id={id}")); m.Ambiguous == "" {
		t.Error("two services differ, and nothing is ambiguous")
	}
	if m := tab.Match(call("GET {base}/v1/notes?user_id={id} scope:admin:cash")); m.Ambiguous != "" || m.Service != "cash" {
		t.Errorf("the scope tells the service: %+v", m)
	}
	if m := tab.Match(call("GET https://comms.platform.loop.health/v1/notes?user_id={id}")); m.Ambiguous != "" || m.Disposition != Ask {
		t.Errorf("the host tells the service: %+v", m)
	}
}

func TestMatchTwoPlatforms(t *testing.T) {
	tab := table(t, `
platforms:
  mine:
    hosts: api.mine.example
    rows: [{method: GET, path: /v1/biomarkers, user: {query: user_id}}]
`)
	if m := tab.Match(call("GET {base}/v1/biomarkers?user_id={id}")); !strings.Contains(m.Ambiguous, "loop and mine") {
		t.Errorf("ambiguous: %q", m.Ambiguous)
	}
	if m := tab.Match(call("GET https://api.mine.example/v1/biomarkers?user_id={id}")); m.Platform != "mine" || m.Ambiguous != "" {
		t.Errorf("%+v", m)
	}
}
