package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/portal/internal/billing"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

type fakeRecords struct{}

func (fakeRecords) Biomarkers(_ context.Context, userID string) (*loop.BiomarkerList, error) {
	if userID != "user_1" {
		return nil, loop.ErrNotFound
	}
	return &loop.BiomarkerList{Items: []loop.Biomarker{{Key: "ldl", Value: 3.1, Unit: "mmol/L"}}}, nil
}

func (fakeRecords) CheckIns(_ context.Context, uid string, since time.Time) ([]loop.CheckIn, error) {
	return []loop.CheckIn{{At: since.AddDate(0, 1, 0), Score: 7, Notes: "slept well, " + uid}}, nil
}

func (fakeRecords) Inbox(context.Context, string, string) (*loop.MessageList, error) {
	return &loop.MessageList{Unread: 3}, nil
}

type noWallet struct{}

func (noWallet) Balance(context.Context, string) (*billing.Balance, error) {
	return nil, errors.New("cash is down")
}

// get serves one page to user_1.
func get(t *testing.T, target string) *httptest.ResponseRecorder {
	t.Helper()
	store := session.NewStore()
	srv := &Server{
		Sessions: store, Records: fakeRecords{}, Wallet: noWallet{},
		PublicURL: "https://portal.example", Log: slog.New(slog.DiscardHandler),
	}
	signedIn := httptest.NewRecorder()
	store.Start(signedIn, "user_1", "ada@example.com")

	req := httptest.NewRequest(http.MethodGet, target, nil)
	req.AddCookie(signedIn.Result().Cookies()[0])
	rec := httptest.NewRecorder()
	srv.Routes().ServeHTTP(rec, req)
	return rec
}

func TestDashboardWithoutRewards(t *testing.T) {
	rec := get(t, "/")
	body := rec.Body.String()
	if rec.Code != http.StatusOK || !strings.Contains(body, "ldl: 3.1 mmol/L") || !strings.Contains(body, "3 unread") {
		t.Errorf("got %d:\n%s", rec.Code, body)
	}
}

func TestProgress(t *testing.T) {
	if body := get(t, "/progress").Body.String(); !strings.Contains(body, "slept well, user_1") {
		t.Errorf("got\n%s", body)
	}
}

func TestPharmacy(t *testing.T) {
	rec := get(t, "/pharmacy")
	if got := rec.Header().Get("Location"); got != "https://portal.example/pharmacy/start?user_id=user_1" {
		t.Errorf("sent to %q", got)
	}
}
