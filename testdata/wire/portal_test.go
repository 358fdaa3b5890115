package wire_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path/filepath"
	"testing"
)

// TestPortal proves the repository's own example of a service.
func TestPortal(t *testing.T) {
	t.Parallel()
	prove(t, portal(t))
}

// portal is testdata/programs/portal with everything it does.
func portal(t *testing.T) *program {
	roster, err := filepath.Abs("../programs/portal/members.json")
	if err != nil {
		t.Fatal(err)
	}
	p := &program{
		name: "portal", shape: "portal", module: "../programs/portal", with: []string{"../programs/loopsdk"},
		hand: []string{"hand/portal"}, probes: "probes/portal",
		commands: map[string]string{"main": "./cmd/portald", "portalctl": "./cmd/portalctl", "digestnow": "./cmd/digestnow"},
		env: []string{
			"PORTAL_ADDR=$ADDR", "PORTAL_URL=https://" + appHost, "PORTAL_ROSTER=" + roster,
			"POSTBOX_KEY=pb_key", "STAFF_TOKEN=desk", "LOOP_WEBHOOK_SECRET=" + hookSecret, "SERVICE_TOKEN=$TOKEN", "NATS_URL=$QUEUE",
			"PILOT_CLIENT_ID=" + pilotID, "PILOT_CLIENT_SECRET=" + pilotSecret,
		},
		migrated: 14,
	}
	p.steps = append(p.steps, pages(ada, "ada@example.com")...)
	p.steps = append(p.steps, api(ada)...)
	p.steps = append(p.steps, pages(ben, "ben@example.com")...)
	p.steps = append(p.steps, machineWork()...)
	return p
}

// pages are what a member sees.
func pages(user, mail string) []step {
	const markers = "GET /v1/biomarkers"
	return []step{
		{user: user, signIn: "email=" + mail, path: "/", kept: []string{"GET /v1/inbox/{id}"}}, // ask: both
		{user: user, path: "/progress"},
		{user: user, path: "/trends"},
		{user: user, path: "/labs"},
		{user: user, path: "/report?user_id=" + user, kept: []string{markers}}, // ask: request-id
		{user: user, path: "/certificate", kept: []string{markers}},            // keep: directive
		{user: user, path: "/check-ins", differs: "a machine has no check-ins: the page was empty"},
		{user: user, path: "/settings"},
		{user: user, path: "/plan", kept: []string{"GET /v1/entitlements/user/{id}"}}, // ask: no-row
	}
}

// api is what the member's app asks for.
func api(user string) []step {
	return []step{
		{user: user, path: "/api/biomarkers"},
		{user: user, path: "/api/biomarkers/ldl"},
		{user: user, path: "/api/household/biomarkers", kept: []string{"GET /v1/biomarkers"}}, // keep: subject
		{user: user, path: "/api/check-ins"},
		{user: user, path: "/api/check-ins/next?enrolled=2026-01-31", kept: []string{"GET /v1/check-ins/next"}}, // ask: admintoken
		{user: user, path: "/api/visits", kept: []string{"GET /v1/visits"}},                                     // ask: no-row
		{user: user, path: "/api/appointments", kept: []string{"GET /v1/appointments"}},                         // ask: no-row
		{user: user, path: "/api/members/" + user + "/inbox"},
		{user: user, method: "POST", path: "/api/protocols/sleep/start"},
		{user: user, method: "POST", path: "/api/reports", kept: []string{"GET /v1/biomarkers"}, calls: 1}, // ask: deferred
		{user: user, path: "/api/payments"},
		{user: user, path: "/api/payments?n=2"},
		{user: user, path: "/api/rewards"},
		{user: user, path: "/api/affiliate", kept: []string{"GET /v1/affiliates/me"}},                          // ask: mixedtoken
		{user: user, method: "POST", path: "/api/referrals/XY/accept", kept: []string{"POST /v1/cash/grants"}}, // keep: own-authority
		{user: user, path: "/wearables", kept: []string{"GET /v1/wearables/connections"}},                      // a user's token already
	}
}

// machineWork is what nobody does for himself.
func machineWork() []step {
	event := `{"id":"evt_1","type":"clinical.biomarker.parsed.v1","user_id":"` + ben + `"}`
	mac := hmac.New(sha256.New, []byte(hookSecret))
	mac.Write([]byte(event))
	return []step{
		{publish: [2]string{"clinic.samples.received", `{"patient":"` + ada + `","taken_at":"2026-01-02T08:00:00Z"}`}, calls: 1},
		{path: "/admin/members/" + ben, header: desk},
		{path: "/admin/balance?user_id=" + ben, header: desk},
		{method: "DELETE", path: "/admin/members/" + ben, header: desk},
		{method: "POST", path: "/webhooks/loop", body: event, header: http.Header{"X-Loop-Signature": {hex.EncodeToString(mac.Sum(nil))}}},
		{command: []string{"portalctl", "enrol", ada, ben}},
		{command: []string{"portalctl", "export", ada, ben}},
		{command: []string{"digestnow"}},
	}
}

const hookSecret = "hook_secret"
