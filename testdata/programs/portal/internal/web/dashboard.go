package web

import (
	"net/http"
	"net/url"
	"time"

	"example.com/portal/internal/billing"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

// dashboard is the page members land on.
func (s *Server) dashboard(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	userID := session.UserID(ctx)

	markers, err := s.Records.Biomarkers(ctx, userID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	inbox, err := s.Records.Inbox(ctx, userID, s.Brand)
	if err != nil {
		s.fail(w, r, err)
		return
	}

	// Rewards are nice to have: without them the page is still worth showing.
	balance, err := s.Wallet.Balance(ctx, userID)
	if err != nil {
		s.Log.Warn("dashboard: no balance", "user_id", userID, "err", err)
		balance = &billing.Balance{Currency: "USD"}
	}

	s.render(w, "dashboard", struct {
		Biomarkers []loop.Biomarker
		Unread     int
		Balance    *billing.Balance
	}{markers.Items, inbox.Unread, balance})
}

// progress shows the last quarter's check-ins.
func (s *Server) progress(w http.ResponseWriter, r *http.Request) {
	uid := session.UserID(r.Context())
	list, err := s.Records.CheckIns(r.Context(), uid, time.Now().AddDate(0, -3, 0))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, "check-ins", list)
}

// pharmacy sends the member's browser to our pharmacy, which has its own sign-in.
func (s *Server) pharmacy(w http.ResponseWriter, r *http.Request) {
	uid := session.UserID(r.Context())
	http.Redirect(w, r, s.PublicURL+"/pharmacy/start?user_id="+url.QueryEscape(uid), http.StatusSeeOther)
}
