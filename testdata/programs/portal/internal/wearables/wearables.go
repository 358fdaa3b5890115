// Package wearables is the pilot that joins members' devices with their lab values.
//
// It has a client of its own, registered in 2025 to try the platform's consent
// screen: here members sign in at Loop, and we hold tokens of theirs.
package wearables

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"golang.org/x/oauth2"

	"example.com/portal/internal/config"
	"example.com/portal/internal/session"
)

// Pilot serves the wearables pages and reads values at night.
type Pilot struct {
	Log *slog.Logger

	oauth    oauth2.Config
	clinical string

	mu     sync.Mutex
	grants map[string]*oauth2.Token // by member
	logins map[string]login         // by state

	readiness map[string]int // by member, of last night
}

type login struct {
	member   string
	verifier string
}

// New returns the pilot.
func New(cfg config.Loop, publicURL string, log *slog.Logger) *Pilot {
	return &Pilot{
		Log:      log,
		clinical: cfg.Host("clinical"),
		oauth: oauth2.Config{
			ClientID:     cfg.PilotClientID,
			ClientSecret: cfg.PilotClientSecret,
			RedirectURL:  publicURL + "/wearables/callback",
			Scopes:       []string{"read:wearables", "read:biomarkers"},
			Endpoint: oauth2.Endpoint{
				AuthURL:   cfg.Host("identity") + "/v1/oauth/authorize",
				TokenURL:  cfg.Host("identity") + "/v1/oauth/token",
				AuthStyle: oauth2.AuthStyleInParams,
			},
		},
		grants:    make(map[string]*oauth2.Token),
		logins:    make(map[string]login),
		readiness: make(map[string]int),
	}
}

// Routes returns the pages. They expect to be behind the session middleware.
func (p *Pilot) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /wearables/link", p.link)
	mux.HandleFunc("GET /wearables/callback", p.callback)
	mux.HandleFunc("GET /wearables", p.connections)
	return mux
}

func (p *Pilot) link(w http.ResponseWriter, r *http.Request) {
	state, verifier := oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
	p.mu.Lock()
	p.logins[state] = login{session.UserID(r.Context()), verifier}
	p.mu.Unlock()
	http.Redirect(w, r, p.oauth.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier)), http.StatusSeeOther)
}

func (p *Pilot) callback(w http.ResponseWriter, r *http.Request) {
	state := r.FormValue("state")
	p.mu.Lock()
	l, ok := p.logins[state]
	delete(p.logins, state)
	p.mu.Unlock()
	if !ok || l.member != session.UserID(r.Context()) {
		http.Error(w, "please start again", http.StatusBadRequest)
		return
	}
	tok, err := p.oauth.Exchange(r.Context(), r.FormValue("code"), oauth2.VerifierOption(l.verifier))
	if err != nil {
		p.Log.Error("wearables: exchange", "user_id", l.member, "err", err)
		http.Error(w, "linking failed", http.StatusBadGateway)
		return
	}
	p.mu.Lock()
	p.grants[l.member] = tok
	p.mu.Unlock()
	http.Redirect(w, r, "/wearables", http.StatusSeeOther)
}

// connections lists the member's devices.
func (p *Pilot) connections(w http.ResponseWriter, r *http.Request) {
	userID := session.UserID(r.Context())
	p.mu.Lock()
	tok, ok := p.grants[userID]
	p.mu.Unlock()
	if !ok {
		http.Redirect(w, r, "/wearables/link", http.StatusSeeOther)
		return
	}
	var devices []struct {
		Vendor string `json:"vendor"`
		Status string `json:"status"`
	}
	if err := get(p.oauth.Client(r.Context(), tok), p.clinical+"/v1/wearables/connections", &devices); err != nil {
		p.Log.Error("wearables", "user_id", userID, "err", err)
		http.Error(w, "no devices right now", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(devices)
}

func get(hc *http.Client, u string, out any) error {
	resp, err := hc.Get(u)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", u, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
