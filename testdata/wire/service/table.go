package service

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// A row is one resource: its path for machines, with the user's place in
// braces or in the query, its path for users, and the scopes of both. Where the
// two paths are the same, the resource is implicit: it is the token's user's, and
// nobody's for a machine.
type row struct {
	service, method string
	machine, user   string // paths; either may be empty; the same for implicit resources
	admin, scope    string
	data            func(user string, r *http.Request) any
}

// table is what the platform has, as far as the programs need it.
var table = []row{
	{"clinical", "GET", "/v1/biomarkers", "/v1/biomarkers/me", "admin:clinical", "read:biomarkers", biomarkers},
	{"clinical", "GET", "/v1/check-ins", "/v1/check-ins", "admin:clinical", "read:check_ins", checkIns},
	{"clinical", "GET", "/v1/check-ins", "/v1/check-ins/me", "admin:clinical", "read:check_ins", checkIns},
	{"clinical", "GET", "/v1/check-ins/next", "/v1/check-ins/next", "admin:clinical", "read:check_ins", nextCheckIn},
	{"clinical", "POST", "/v1/protocols", "/v1/protocols/me", "admin:clinical", "write:protocols", enrollment},
	{"clinical", "GET", "/v1/appointments", "", "admin:clinical", "", visits},
	{"clinical", "GET", "", "/v1/wearables/connections", "", "read:wearables", devices},
	{"clinical", "DELETE", "/v1/patients/{user}/clinical", "", "admin:clinical", "", echo},
	{"payments", "GET", "/v1/payments", "/v1/payments/me", "admin:payments", "read:payments", payments},
	{"comms", "GET", "/v1/inbox/{user}", "/v1/inbox/me", "admin:comms", "read:inbox", inbox},
	{"cash", "GET", "/v1/cash/balance", "/v1/cash/balance/me", "admin:cash", "read:cash_balance", balance},
	{"cash", "GET", "/v1/cash/ledger", "/v1/cash/ledger/me", "admin:cash", "read:cash_balance", ledger},
	{"cash", "POST", "/v1/cash/grants", "", "admin:cash", "", echo},
	{"identity", "GET", "/v1/users/{user}/settings", "/v1/users/me/settings", "admin:identity", "read:account", settings},
	{"identity", "GET", "/v1/admin/users/{user}", "", "admin:identity", "", echo},
	{"membership", "POST", "/v1/memberships", "", "admin:membership", "", echo},
	{"entitlements", "GET", "/v1/entitlements/user/{user}", "", "admin:clinical", "", entitlements},
	{"booking", "GET", "/v1/visits", "", "admin:clinical", "", visits},
	{"affiliates", "GET", "/v1/affiliates/me", "/v1/affiliates/me", "admin:clinical", "read:affiliate_customers", affiliate},
}

// found is what a path matched.
type found struct {
	user string // what stood for {user}; empty if nothing
	me   bool   // a form for users only
}

// find looks a request up. No service means any.
func find(service string, r *http.Request) (row, found, bool) {
	for _, row := range table {
		if service != "" && row.service != service || row.method != r.Method {
			continue
		}
		implicit := row.user == row.machine
		if row.user == r.URL.Path && !implicit {
			return row, found{me: true}, true
		}
		if user, ok := match(row.machine, r.URL.Path); ok && !(implicit && hasUser(r)) {
			return row, found{user: user}, true
		}
	}
	return row{}, found{}, false
}

// match compares a path with a template.
func match(template, path string) (user string, ok bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if template == "" || len(want) != len(got) {
		return "", false
	}
	for i := range want {
		switch {
		case want[i] == "{user}":
			user = got[i]
		case want[i] != got[i]:
			return "", false
		}
	}
	return user, true
}

// userKeys are how requests name a user.
var userKeys = []string{"user_id", "patient_id", "person_id"}

// hasUser reports whether the query names a user.
func hasUser(r *http.Request) bool {
	for _, k := range userKeys {
		if r.URL.Query().Has(k) {
			return true
		}
	}
	return false
}

// namedUser is the user that the request names, in its path, query or body.
func namedUser(r *http.Request, f found) string {
	if f.user != "" {
		return f.user
	}
	for _, k := range userKeys {
		if v := r.URL.Query().Get(k); v != "" {
			return v
		}
	}
	raw, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(raw))
	var in map[string]any
	if json.Unmarshal(raw, &in) == nil {
		for _, k := range userKeys {
			if v, ok := in[k].(string); ok {
				return v
			}
		}
	}
	return ""
}
