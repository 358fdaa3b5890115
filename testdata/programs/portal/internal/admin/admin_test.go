package admin

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/portal/internal/config"
)

func TestConsole(t *testing.T) {
	var sent []string
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.Method+" "+r.URL.RequestURI())
	}))
	defer platform.Close()

	c := &Console{
		staffToken: "desk", brand: "harbor", log: slog.New(slog.DiscardHandler),
		loop: config.Loop{BaseURL: platform.URL + "/{service}"}, http: platform.Client(),
	}
	mux := http.NewServeMux()
	c.Register(mux)

	tests := []struct{ method, target, want string }{
		{"GET", "/admin/members/user_1", "GET /identity/v1/admin/users/user_1"},
		{"GET", "/admin/balance?user_id=user_1", "GET /cash/v1/cash/balance?brand_id=harbor&user_id=user_1"},
		{"DELETE", "/admin/members/user_1", "DELETE /clinical/v1/patients/user_1/clinical?user_id=user_1"},
	}
	for _, tt := range tests {
		sent = nil
		req := httptest.NewRequest(tt.method, tt.target, nil)
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, req)
		if rec.Code != http.StatusUnauthorized || sent != nil {
			t.Errorf("%s %s without a token: got %d, sent %q", tt.method, tt.target, rec.Code, sent)
		}

		req.SetBasicAuth("ann", "desk")
		rec = httptest.NewRecorder()
		mux.ServeHTTP(rec, req)
		if rec.Code != http.StatusOK || len(sent) != 1 || sent[0] != tt.want {
			t.Errorf("%s %s: got %d, sent %q, want %q", tt.method, tt.target, rec.Code, sent, tt.want)
		}
	}
}
