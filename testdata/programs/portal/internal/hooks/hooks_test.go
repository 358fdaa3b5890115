package hooks

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"example.com/portal/internal/loop"
)

type fakePlatform struct{ asked string }

func (f *fakePlatform) Get(_ context.Context, service, path string, q url.Values, out any) error {
	f.asked = service + path + "?" + q.Encode()
	out.(*loop.BiomarkerList).Items = []loop.Biomarker{{Key: "ldl", Flag: "high"}}
	return nil
}

type outbox map[string]string

func (o outbox) Send(_ context.Context, userID, subject, _ string) error {
	o[userID] = subject
	return nil
}

func sign(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return hex.EncodeToString(mac.Sum(nil))
}

func TestReceive(t *testing.T) {
	platform, sent := new(fakePlatform), outbox{}
	h := &Handler{Secret: "whsec", Platform: platform, Mailer: sent, Log: slog.New(slog.DiscardHandler)}
	mux := http.NewServeMux()
	h.Register(mux)

	const body = `{"id": "evt_1", "type": "clinical.biomarker.parsed.v1", "user_id": "user_1"}`
	for secret, status := range map[string]int{"guess": http.StatusUnauthorized, "whsec": http.StatusNoContent} {
		req := httptest.NewRequest("POST", "/webhooks/loop", strings.NewReader(body))
		req.Header.Set("X-Loop-Signature", sign(secret, body))
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, req)
		if rec.Code != status {
			t.Errorf("signed with %q: got %d, want %d", secret, rec.Code, status)
		}
	}
	if platform.asked != "clinical/v1/biomarkers?user_id=user_1" {
		t.Errorf("asked %q", platform.asked)
	}
	if sent["user_1"] != "New lab values" {
		t.Errorf("sent %v", sent)
	}
}
