package api

import (
	"net/http"
	"net/url"
	"time"

	"example.com/portal/internal/connect"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

// clinicalHost is spelt out because the check-ins feed was never on staging.
const clinicalHost = "https://clinical.platform.loop.health"

// checkIns returns the newest check-ins.
func (a *API) checkIns(w http.ResponseWriter, r *http.Request) {
	sess, ok := session.FromContext(r.Context())
	if !ok {
		http.Error(w, "please sign in", http.StatusUnauthorized)
		return
	}
	uid := sess.Subject

	// Twenty is what fits on a phone.
	q := url.Values{"limit": {"20"}}
	req, err := http.NewRequest("GET", clinicalHost+"/v1/check-ins/me", nil)
	if err != nil {
		a.reply(w, nil, err)
		return
	}
	req.URL.RawQuery = q.Encode()

	resp, err := connect.Client(r.Context(), uid).Do(req)
	if err != nil {
		a.reply(w, nil, err)
		return
	}
	var list loop.CheckInList
	err = decode(resp, &list)
	a.reply(w, list, err)
}

// nextCheckIn expects the day of enrolment, which the app has at hand.
func (a *API) nextCheckIn(w http.ResponseWriter, r *http.Request) {
	enrolled, err := time.Parse(time.DateOnly, r.URL.Query().Get("enrolled"))
	if err != nil {
		http.Error(w, "enrolled must be a day, as in 2026-01-31", http.StatusBadRequest)
		return
	}
	due, err := a.Records.NextCheckIn(r.Context(), enrolled)
	a.reply(w, map[string]time.Time{"due": due}, err)
}
