package connect

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// resource answers with the user, the method and the body.
func (p *fakePlatform) resource(w http.ResponseWriter, r *http.Request) {
	body := new(strings.Builder)
	fmt.Fprint(body, r.Method, " ")
	buf := make([]byte, 1<<20)
	for {
		n, err := r.Body.Read(buf)
		body.Write(buf[:n])
		if err != nil {
			break
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.api = append(p.api, r.Header.Get("Authorization"))
	at := p.access[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	switch {
	case at == nil || time.Now().After(at.expires):
		w.Header().Set("WWW-Authenticate", `Bearer realm="loop", error="invalid_token"`)
		reply(w, 401, map[string]any{"error": "invalid_token", "message": "expired"})
	case len(at.scopes) > 0 && !strings.Contains(strings.Join(at.scopes, " "), "read:biomarkers"):
		w.Header().Set("WWW-Authenticate", `Bearer error="insufficient_scope", scope="read:biomarkers"`)
		reply(w, 403, map[string]any{"error": "insufficient_scope"})
	default:
		fmt.Fprint(w, at.user, " ", body)
	}
}

// counts returns refreshes, token requests and reuses.
func (p *fakePlatform) counts() (refreshes, asked, reused int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.refreshes, p.asked, p.reused
}

// signJWT builds a compact JWS.
func signJWT(header, claims map[string]any, sign func([]byte) []byte) string {
	enc := func(v any) string {
		b, _ := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(b)
	}
	signed := enc(header) + "." + enc(claims)
	return signed + "." + base64.RawURLEncoding.EncodeToString(sign([]byte(signed)))
}
