package connect

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
)

// A login is what this side must remember between the redirect to the consent
// screen and the callback. It travels in a cookie, encrypted and authenticated,
// so that the callback can be tied to the browser that began (RFC 6749 section
// 10.12) without anything being stored here.
type login struct {
	State    string `json:"s"`
	Nonce    string `json:"n,omitempty"`
	Verifier string `json:"v"` // PKCE, RFC 7636
	ReturnTo string `json:"r,omitempty"`
	Expires  int64  `json:"e"` // Unix seconds
}

const (
	loginLifetime = 10 * time.Minute
	loginCookie   = "connect_login_"
	maxLogins     = 4    // tabs of one browser that may be at the consent screen
	maxReturnTo   = 1024 // bytes; longer ones are dropped, a cookie holds 4096
)

// cookieCipher makes the AEAD for login cookies from the configured key, or from
// a random one.
func cookieCipher(key []byte) (cipher.AEAD, error) {
	if len(key) == 0 {
		key = make([]byte, 32)
		if _, err := rand.Read(key); err != nil {
			return nil, err
		}
	}
	mac := hmac.New(sha256.New, key) // a key of its own, whatever else key is used for
	mac.Write([]byte("connect: login cookie, AES-256-GCM, v1"))
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// randomString returns 256 random bits in URL-safe characters.
func randomString() string {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic("connect: no randomness: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// secure reports whether the callback is reached over TLS, and so the cookie
// may be restricted to it. It is not on a developer's machine.
func (c *Connector) secure() bool { return strings.HasPrefix(c.cfg.RedirectURL, "https://") }

// cookieName is the name of the cookie for one login. Each has its own, so that
// two tabs do not undo each other.
func (c *Connector) cookieName(state string) string {
	sum := sha256.Sum256([]byte(state))
	return c.cookiePrefix() + hex.EncodeToString(sum[:8])
}

// cookiePrefix is what all our cookies begin with. "__Host-" makes browsers
// refuse one that was set by a sibling domain or without TLS.
func (c *Connector) cookiePrefix() string {
	if c.secure() {
		return "__Host-" + loginCookie
	}
	return loginCookie
}

// setLogin puts l into a cookie and expires the cookies of abandoned logins if
// there are too many.
func (c *Connector) setLogin(w http.ResponseWriter, r *http.Request, l login) error {
	plain, err := json.Marshal(l)
	if err != nil {
		return err
	}
	name := c.cookieName(l.State)
	nonce := make([]byte, c.cookie.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	sealed := c.cookie.Seal(nonce, nonce, plain, []byte(name))
	var old []string
	for _, ck := range r.Cookies() {
		if strings.HasPrefix(ck.Name, c.cookiePrefix()) {
			old = append(old, ck.Name)
		}
	}
	if len(old) >= maxLogins {
		for _, n := range old {
			c.writeCookie(w, n, "", -1)
		}
	}
	c.writeCookie(w, name, base64.RawURLEncoding.EncodeToString(sealed), int(loginLifetime.Seconds()))
	return nil
}

// writeCookie sets one of our cookies; maxAge -1 deletes it. SameSite is Lax and
// not Strict, because the callback is a navigation that another site begins.
func (c *Connector) writeCookie(w http.ResponseWriter, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: c.secure(), SameSite: http.SameSiteLaxMode,
	})
}

// takeLogin finds the login that the callback's state belongs to, and uses it
// up: the cookie is deleted and the state is refused from then on.
func (c *Connector) takeLogin(w http.ResponseWriter, r *http.Request, state string) (login, error) {
	name := c.cookieName(state)
	ck, err := r.Cookie(name)
	if state == "" || err != nil {
		return login{}, ErrLoginState
	}
	c.writeCookie(w, name, "", -1)
	sealed, err := base64.RawURLEncoding.DecodeString(ck.Value)
	if err != nil || len(sealed) < c.cookie.NonceSize() {
		return login{}, ErrLoginState
	}
	n := c.cookie.NonceSize()
	plain, err := c.cookie.Open(nil, sealed[:n], sealed[n:], []byte(name))
	if err != nil {
		return login{}, ErrLoginState
	}
	var l login
	if json.Unmarshal(plain, &l) != nil || subtle.ConstantTimeCompare([]byte(l.State), []byte(state)) != 1 {
		return login{}, ErrLoginState
	}
	now := c.now()
	if until := time.Unix(l.Expires, 0); !now.Before(until) || !c.logins.first(state, now, until) {
		return login{}, ErrLoginState
	}
	return l, nil
}

// A onceSet remembers states until they expire anyway. It is each process's
// own; across processes, the authorization code works only once.
type onceSet struct {
	mu    sync.Mutex
	until map[string]time.Time
	swept time.Time
}

// first reports whether state is seen for the first time.
func (o *onceSet) first(state string, now, until time.Time) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, seen := o.until[state]; seen {
		return false
	}
	if o.until == nil {
		o.until = map[string]time.Time{}
	}
	if now.Sub(o.swept) > time.Minute {
		o.swept = now
		for s, t := range o.until {
			if now.After(t) {
				delete(o.until, s)
			}
		}
	}
	o.until[state] = until
	return true
}
