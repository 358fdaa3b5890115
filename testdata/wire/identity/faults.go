package identity

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// Faults make the token endpoint fail, for the next Left requests of refresh
// tokens.
type Faults struct {
	mu   sync.Mutex
	mode string
	left int
}

// The faults.
const (
	Slow      = "slow"      // the answer takes three seconds
	Down      = "down"      // the connection is closed at once; nothing is issued
	Failing   = "500"       // an HTML page with status 500; nothing is issued
	Malformed = "malformed" // 200 and half of a JSON object; nothing is issued
	Cut       = "cut"       // a pair is issued and the connection cut before the answer
)

// Set begins a fault.
func (f *Faults) Set(mode string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mode, f.left = mode, n
}

// next returns the fault of this request, or "".
func (f *Faults) next(grant string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if grant != "refresh_token" || f.left == 0 {
		return ""
	}
	f.left--
	return f.mode
}

// failBefore answers if the fault keeps the server from issuing anything.
func (s *Server) failBefore(w http.ResponseWriter, r *http.Request, fault string) bool {
	switch fault {
	case Down:
		hangUp(w)
	case Failing:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusInternalServerError)
		w.Write([]byte("<h1>Something broke</h1>"))
	case Malformed:
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"access_token":"lph_at_`))
	case Slow:
		select {
		case <-time.After(3 * time.Second):
			return false
		case <-r.Context().Done():
			return true
		}
	default:
		return false
	}
	return true
}

// failAfter passes the recorded answer on, unless the fault loses it.
func failAfter(w http.ResponseWriter, rec *httptest.ResponseRecorder, fault string) {
	if fault == Cut {
		hangUp(w)
		return
	}
	for k, v := range rec.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(rec.Code)
	w.Write(rec.Body.Bytes())
}

// hangUp closes the connection without an answer.
func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		conn.Close()
	}
}
