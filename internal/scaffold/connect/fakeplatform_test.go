package connect

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// A fakePlatform is an authorization server that rotates refresh tokens and
// revokes a grant whose refresh token is used twice, with a resource behind it.
type fakePlatform struct {
	*httptest.Server
	clientID, secret string
	key              ed25519.PrivateKey
	lifetime         time.Duration

	mu        sync.Mutex
	user      string // who sits at the consent screen; "" declines
	codes     map[string]fakeCode
	access    map[string]*fakeAccess
	refresh   map[string]*fakeRefresh
	refreshes int // successful ones
	asked     int // requests to the token endpoint
	reused    int // spent refresh tokens that came again
	api       []string
	intercept func(w http.ResponseWriter, r *http.Request) bool // true: answered
	claims    func(map[string]any)
	queries   []url.Values // of the authorization endpoint
}

type fakeCode struct {
	user, challenge, redirect, nonce string
	scopes                           []string
}

type fakeAccess struct {
	user    string
	scopes  []string
	expires time.Time
}

type fakeRefresh struct {
	user   string
	scopes []string
	spent  bool
	dead   bool
}

// newPlatform starts a fake platform for a confidential client.
func newPlatform(t testing.TB) *fakePlatform {
	t.Helper()
	p := &fakePlatform{
		clientID: "client_01", secret: "secret_hush", lifetime: time.Hour, user: "user_01",
		key:   ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)),
		codes: map[string]fakeCode{}, access: map[string]*fakeAccess{}, refresh: map[string]*fakeRefresh{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/oauth/authorize", p.authorize)
	mux.HandleFunc("POST /v1/oauth/token", p.token)
	mux.HandleFunc("POST /v1/oauth/introspect", p.introspect)
	mux.HandleFunc("POST /v1/oauth/revoke", p.revoke)
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		reply(w, 200, map[string]any{"issuer": p.URL, "jwks_uri": p.URL + "/.well-known/jwks.json"})
	})
	mux.HandleFunc("GET /.well-known/jwks.json", func(w http.ResponseWriter, r *http.Request) {
		x := base64.RawURLEncoding.EncodeToString(p.key.Public().(ed25519.PublicKey))
		reply(w, 200, map[string]any{"keys": []any{map[string]any{"kty": "OKP", "crv": "Ed25519", "kid": "k1", "use": "sig", "alg": "EdDSA", "x": x}}})
	})
	mux.HandleFunc("/v1/biomarkers/me", p.resource)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		f := p.intercept
		p.mu.Unlock()
		if f == nil || !f(w, r) {
			mux.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// connector returns a Connector for the platform.
func (p *fakePlatform) connector(t testing.TB, store Store, edit ...func(*Config)) *Connector {
	t.Helper()
	cfg := Config{
		ClientID: p.clientID, ClientSecret: p.secret, RedirectURL: "http://localhost/callback",
		Scopes:   []string{"read:biomarkers"},
		Endpoint: oauth2.Endpoint{AuthURL: p.URL + "/v1/oauth/authorize", TokenURL: p.URL + "/v1/oauth/token"},
		Hosts:    []string{"127.0.0.1"},
	}
	for _, f := range edit {
		f(&cfg)
	}
	c, err := New(cfg, store)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// grant issues a pair as a login would.
func (p *fakePlatform) grant(user string, scopes ...string) *oauth2.Token {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.issue(user, scopes)
	return &oauth2.Token{
		AccessToken: m["access_token"].(string), RefreshToken: m["refresh_token"].(string), TokenType: "Bearer",
		Expiry: time.Now().Add(p.lifetime), ExpiresIn: int64(p.lifetime.Seconds()),
	}
}

// expire makes every access token invalid at the platform.
func (p *fakePlatform) expire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.access)
}

// setIntercept sets what sees requests first.
func (p *fakePlatform) setIntercept(f func(w http.ResponseWriter, r *http.Request) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.intercept = f
}

// issue needs p.mu.
func (p *fakePlatform) issue(user string, scopes []string) map[string]any {
	at, rt := "lph_at_"+randomString(), "lph_rt_"+randomString()
	p.access[at] = &fakeAccess{user, scopes, time.Now().Add(p.lifetime)}
	p.refresh[rt] = &fakeRefresh{user: user, scopes: scopes}
	return map[string]any{
		"access_token": at, "refresh_token": rt, "token_type": "Bearer",
		"expires_in": p.lifetime.Seconds(), "scope": strings.Join(scopes, " "),
	}
}

func (p *fakePlatform) authorize(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := r.URL.Query()
	p.queries = append(p.queries, q)
	back := url.Values{"state": {q.Get("state")}}
	if p.user == "" {
		back.Set("error", "access_denied")
	} else {
		code := randomString()
		p.codes[code] = fakeCode{p.user, q.Get("code_challenge"), q.Get("redirect_uri"), q.Get("nonce"), strings.Fields(q.Get("scope"))}
		back.Set("code", code)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// client checks the client's authentication.
func (p *fakePlatform) client(w http.ResponseWriter, r *http.Request) bool {
	id, secret := r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	if u, pw, ok := r.BasicAuth(); ok {
		id, secret = u, pw
	}
	if id != p.clientID || secret != p.secret {
		reply(w, 401, map[string]any{"error": "invalid_client"})
		return false
	}
	return true
}

func (p *fakePlatform) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if !p.client(w, r) {
		return
	}
	if r.PostFormValue("grant_type") == "refresh_token" {
		p.rotate(w, r.PostFormValue("refresh_token"))
		return
	}
	code, ok := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || code.redirect != r.PostFormValue("redirect_uri") || base64.RawURLEncoding.EncodeToString(sum[:]) != code.challenge {
		reply(w, 400, map[string]any{"error": "invalid_grant"})
		return
	}
	answer := p.issue(code.user, code.scopes)
	if code.nonce != "" {
		claims := map[string]any{
			"iss": p.URL, "sub": code.user, "aud": p.clientID, "nonce": code.nonce,
			"iat": time.Now().Unix(), "exp": time.Now().Add(5 * time.Minute).Unix(),
		}
		if p.claims != nil {
			p.claims(claims)
		}
		answer["id_token"] = signJWT(map[string]any{"alg": "EdDSA", "kid": "k1"}, claims, func(b []byte) []byte {
			sig, _ := p.key.Sign(nil, b, crypto.Hash(0))
			return sig
		})
	}
	reply(w, 200, answer)
}

// rotate needs p.mu.
func (p *fakePlatform) rotate(w http.ResponseWriter, token string) {
	rt := p.refresh[token]
	if rt == nil || rt.dead {
		reply(w, 400, map[string]any{"error": "invalid_grant", "error_description": "unknown " + token})
		return
	}
	if rt.spent {
		p.reused++
		for _, other := range p.refresh {
			if other.user == rt.user {
				other.dead = true
			}
		}
		reply(w, 400, map[string]any{"error": "invalid_grant"})
		return
	}
	rt.spent = true
	p.refreshes++
	reply(w, 200, p.issue(rt.user, rt.scopes))
}

func (p *fakePlatform) introspect(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.client(w, r) {
		return
	}
	at := p.access[r.PostFormValue("token")]
	if at == nil {
		reply(w, 200, map[string]any{"active": false})
		return
	}
	reply(w, 200, map[string]any{"active": true, "sub": at.user, "client_id": p.clientID})
}

func (p *fakePlatform) revoke(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.client(w, r) {
		if rt := p.refresh[r.PostFormValue("token")]; rt != nil {
			rt.dead = true
		}
	}
}
