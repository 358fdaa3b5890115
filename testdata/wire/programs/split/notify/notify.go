// Package notify hears of new results from the platform.
package notify

import (
	"encoding/json"
	"log"
	"net/http"

	"example.com/clinic/split/records"
)

// Handler answers the platform's webhook.
func Handler(s *records.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var event struct {
			UserID string `json:"user_id"`
		}
		if err := json.NewDecoder(r.Body).Decode(&event); err != nil {
			http.Error(w, "no event", http.StatusBadRequest)
			return
		}
		list, err := s.Latest(r.Context(), event.UserID)
		log.Print("notify: ", event.UserID, " ", len(list), " ", err)
		w.WriteHeader(http.StatusNoContent)
	}
}
