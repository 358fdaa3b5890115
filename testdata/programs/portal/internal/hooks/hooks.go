// Package hooks receives webhooks of the Loop platform.
package hooks

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"

	"example.com/portal/internal/loop"
)

// Platform is what the webhooks need of the Loop client.
type Platform interface {
	Get(ctx context.Context, service, path string, q url.Values, out any) error
}

// Mailer tells members about news.
type Mailer interface {
	Send(ctx context.Context, userID, subject, text string) error
}

// Handler receives events.
type Handler struct {
	Secret   string
	Platform Platform
	Mailer   Mailer
	Log      *slog.Logger
}

// Register mounts the webhooks.
func (h *Handler) Register(mux *http.ServeMux) {
	mux.HandleFunc("POST /webhooks/loop", h.receive)
}

type event struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	UserID string `json:"user_id"`
}

func (h *Handler) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	}
	if !h.signed(body, r.Header.Get("X-Loop-Signature")) {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	var evt event
	if err := json.Unmarshal(body, &evt); err != nil {
		http.Error(w, "bad event", http.StatusBadRequest)
		return
	}
	h.Log.Info("webhook", "id", evt.ID, "type", evt.Type, "user_id", evt.UserID)

	switch evt.Type {
	case "clinical.biomarker.parsed.v1":
		err = h.parsed(r.Context(), evt)
	default: // we are sent everything; most of it is not for us
	}
	if err != nil {
		// They deliver again when we fail.
		h.Log.Error("webhook", "id", evt.ID, "err", err)
		http.Error(w, "try again", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// parsed warns a member whose new lab values are out of range.
func (h *Handler) parsed(ctx context.Context, evt event) error {
	var list loop.BiomarkerList
	err := h.Platform.Get(ctx, "clinical", "/v1/biomarkers", url.Values{"user_id": {evt.UserID}}, &list)
	if err != nil {
		return err
	}
	for _, m := range list.Items {
		if m.Flag != "" {
			return h.Mailer.Send(ctx, evt.UserID, "New lab values", "Please have a look, and call us if you like.\n")
		}
	}
	return nil
}

func (h *Handler) signed(body []byte, signature string) bool {
	got, err := hex.DecodeString(signature)
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, []byte(h.Secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}
