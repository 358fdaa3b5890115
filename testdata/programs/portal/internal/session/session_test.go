package session

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestRequire(t *testing.T) {
	store := NewStore()
	var seen string
	h := store.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = UserID(r.Context())
	}))

	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("GET", "/dashboard", nil))
	if rec.Code != http.StatusUnauthorized {
		t.Fatalf("without a cookie: got %d, want 401", rec.Code)
	}

	signedIn := httptest.NewRecorder()
	store.Start(signedIn, "user_01HXY", "ada@example.com")
	req := httptest.NewRequest("GET", "/dashboard", nil)
	req.AddCookie(signedIn.Result().Cookies()[0])

	rec = httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	if rec.Code != http.StatusOK || seen != "user_01HXY" {
		t.Errorf("with a session: got %d as %q", rec.Code, seen)
	}

	store.now = func() time.Time { return time.Now().Add(lifetime + time.Minute) }
	rec = httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	if rec.Code != http.StatusUnauthorized {
		t.Errorf("after expiry: got %d, want 401", rec.Code)
	}
}
