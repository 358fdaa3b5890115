package api

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

type visit struct {
	ID    string    `json:"id"`
	At    time.Time `json:"starts_at"`
	Coach string    `json:"coach_name"`
}

// visits are what the member has booked with a coach.
func (a *API) visits(w http.ResponseWriter, r *http.Request) {
	u := fmt.Sprintf("%s/v1/visits?brand_id=%s&patient_id=%s", a.Booking, a.Brand, url.QueryEscape(me(r)))
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, u, nil)
	if err != nil {
		a.reply(w, nil, err)
		return
	}
	var out []visit
	err = a.fetch(req, &out)
	a.reply(w, out, err)
}

// appointments are what the clinic has booked for the member.
//
// The endpoint is in beta; Loop has switched it on for us and promised docs.
func (a *API) appointments(w http.ResponseWriter, r *http.Request) {
	uid := me(r)
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, clinicalHost+"/v1/appointments?user_id="+url.QueryEscape(uid), nil)
	if err != nil {
		a.reply(w, nil, err)
		return
	}
	var out []visit
	err = a.fetch(req, &out)
	a.reply(w, out, err)
}
