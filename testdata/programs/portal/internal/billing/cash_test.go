package billing

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestReward(t *testing.T) {
	var got struct {
		User  string `json:"user_id"`
		Cents int    `json:"amount_cents"`
	}
	var key string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v1/cash/grants" {
			t.Errorf("got %s %s", r.Method, r.URL.Path)
		}
		key = r.Header.Get("Idempotency-Key")
		json.NewDecoder(r.Body).Decode(&got)
		w.WriteHeader(http.StatusCreated)
	}))
	defer srv.Close()

	cash := &Cash{base: srv.URL, brand: "harbor", http: srv.Client()}
	if err := cash.Reward(t.Context(), "user_1", "ref-9", 500); err != nil {
		t.Fatal(err)
	}
	if got.User != "user_1" || got.Cents != 500 || key != "ref-9" {
		t.Errorf("sent %+v with key %q", got, key)
	}
}

func TestRewardRefused(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusConflict)
	}))
	defer srv.Close()

	cash := &Cash{base: srv.URL, brand: "harbor", http: srv.Client()}
	if err := cash.Reward(t.Context(), "user_1", "ref-9", 500); err == nil {
		t.Error("a conflict is no error")
	}
}
