package loop

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// platform is a fake of the token endpoint and one service.
func platform(t *testing.T) (srv *httptest.Server, tokens *int) {
	t.Helper()
	tokens = new(int)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/oauth/token", func(w http.ResponseWriter, r *http.Request) {
		*tokens++
		if got := r.FormValue("grant_type"); got != "client_credentials" {
			t.Errorf("grant_type = %q", got)
		}
		if got := r.FormValue("scope"); got != "admin:clinical admin:comms" {
			t.Errorf("scope = %q", got)
		}
		json.NewEncoder(w).Encode(map[string]any{"access_token": "tok-1", "expires_in": 3600})
	})
	mux.HandleFunc("GET /clinical/v1/biomarkers", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer tok-1" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if r.URL.Query().Get("user_id") != "user_1" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		json.NewEncoder(w).Encode(BiomarkerList{Items: []Biomarker{{Key: "ldl", Value: 3.1}}})
	})
	srv = httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv, tokens
}

func newTestClient(srv *httptest.Server) *Client {
	return New(srv.URL+"/{service}", srv.Client(), &TokenCache{
		URL: srv.URL + "/v1/oauth/token", ClientID: "svc", ClientSecret: "s3cret",
		Scopes: []string{"admin:clinical", "admin:comms"}, HTTP: srv.Client(),
	})
}

func TestGet(t *testing.T) {
	srv, tokens := platform(t)
	c := newTestClient(srv)

	for range 3 {
		var out BiomarkerList
		err := c.Get(t.Context(), "clinical", "/v1/biomarkers", url.Values{"user_id": {"user_1"}}, &out)
		if err != nil || len(out.Items) != 1 {
			t.Fatalf("got %v, %v", out, err)
		}
	}
	if *tokens != 1 {
		t.Errorf("fetched %d tokens for three calls, want 1", *tokens)
	}
}

func TestGetNotFound(t *testing.T) {
	srv, _ := platform(t)
	c := newTestClient(srv)

	err := c.Get(t.Context(), "clinical", "/v1/biomarkers", url.Values{"user_id": {"nobody"}}, nil)
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}
