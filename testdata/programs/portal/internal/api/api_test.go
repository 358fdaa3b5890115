package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

type fakeRecords struct{}

func (fakeRecords) Biomarkers(_ context.Context, userID string) (*loop.BiomarkerList, error) {
	if userID != "user_1" {
		return nil, loop.ErrNotFound
	}
	return &loop.BiomarkerList{Items: []loop.Biomarker{{Key: "ldl"}}}, nil
}

func (fakeRecords) NextCheckIn(_ context.Context, enrolled time.Time) (time.Time, error) {
	return enrolled.AddDate(0, 0, 7), nil
}

func (fakeRecords) StartProtocol(_ context.Context, memberID, protocolID string) (*loop.Enrollment, error) {
	return &loop.Enrollment{ID: memberID + "/" + protocolID, ProtocolID: protocolID}, nil
}

func (fakeRecords) Affiliate(context.Context) (*loop.Affiliate, error) { return &loop.Affiliate{}, nil }

type queue []string

func (q *queue) RequestReport(userID, email string) error {
	*q = append(*q, userID+" "+email)
	return nil
}

func serve(a *API, method, target, userID string) *httptest.ResponseRecorder {
	a.Log = slog.New(slog.DiscardHandler)
	req := httptest.NewRequest(method, target, nil)
	req = req.WithContext(session.NewContext(req.Context(), session.Session{Subject: userID, Email: "a@example.com"}))
	rec := httptest.NewRecorder()
	a.Routes().ServeHTTP(rec, req)
	return rec
}

func TestHandlers(t *testing.T) {
	tests := []struct {
		method, target, user string
		status               int
		body                 string
	}{
		{"GET", "/api/biomarkers", "user_1", http.StatusOK, `"key":"ldl"`},
		{"GET", "/api/biomarkers", "user_2", http.StatusNotFound, `not_found`},
		{"GET", "/api/check-ins/next?enrolled=2026-01-01", "user_1", http.StatusOK, `2026-01-08`},
		{"GET", "/api/check-ins/next", "user_1", http.StatusBadRequest, `must be a day`},
		{"POST", "/api/protocols/sleep/start", "user_1", http.StatusOK, `user_1/sleep`},
		{"GET", "/api/members/user_2/inbox", "user_1", http.StatusForbidden, `not your inbox`},
	}
	for _, tt := range tests {
		rec := serve(&API{Records: fakeRecords{}}, tt.method, tt.target, tt.user)
		if rec.Code != tt.status || !strings.Contains(rec.Body.String(), tt.body) {
			t.Errorf("%s %s as %s: got %d %s", tt.method, tt.target, tt.user, rec.Code, rec.Body)
		}
	}
}

func TestRequestReport(t *testing.T) {
	var q queue
	rec := serve(&API{Reports: &q}, "POST", "/api/reports", "user_1")
	if rec.Code != http.StatusAccepted || len(q) != 1 || q[0] != "user_1 a@example.com" {
		t.Errorf("got %d, queued %q", rec.Code, q)
	}
}
