package api

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"example.com/portal/internal/session"
)

const referralCents = 500

// memberInbox has the id in its path because the app of 2023 put it there.
func (a *API) memberInbox(w http.ResponseWriter, r *http.Request) {
	memberID := chi.URLParam(r, "memberID")
	if memberID != session.UserID(r.Context()) {
		http.Error(w, "that is not your inbox", http.StatusForbidden)
		return
	}
	list, err := a.Inbox.List(r.Context(), memberID)
	a.reply(w, list, err)
}

func (a *API) startProtocol(w http.ResponseWriter, r *http.Request) {
	started, err := a.Records.StartProtocol(r.Context(), me(r), chi.URLParam(r, "protocolID"))
	a.reply(w, started, err)
}

// requestReport answers at once. The report is written by a worker and mailed.
func (a *API) requestReport(w http.ResponseWriter, r *http.Request) {
	sess, _ := session.FromContext(r.Context())
	if err := a.Reports.RequestReport(sess.Subject, sess.Email); err != nil {
		a.reply(w, nil, err)
		return
	}
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": "queued"})
}

func (a *API) payments(w http.ResponseWriter, r *http.Request) {
	if n, err := strconv.Atoi(r.URL.Query().Get("n")); err == nil && n > 0 {
		list, err := a.Payments.Recent(me(r), n)
		a.reply(w, list, err)
		return
	}
	list, err := a.Payments.History(me(r))
	a.reply(w, list, err)
}

func (a *API) rewards(w http.ResponseWriter, r *http.Request) {
	list, err := a.Cash.Ledger(r.Context(), me(r), 50)
	a.reply(w, list, err)
}

func (a *API) affiliate(w http.ResponseWriter, r *http.Request) {
	rec, err := a.Records.Affiliate(r.Context())
	a.reply(w, rec, err)
}

// acceptReferral thanks the member who was recommended to us.
func (a *API) acceptReferral(w http.ResponseWriter, r *http.Request) {
	uid := me(r)
	err := a.Cash.Reward(r.Context(), uid, "referral-"+chi.URLParam(r, "code")+"-"+uid, referralCents)
	a.reply(w, map[string]int{"cents": referralCents}, err)
}
