package connect

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// begin starts a login and returns the cookie and state the browser would hold.
func (a *app) begin(t *testing.T) (*http.Cookie, string) {
	t.Helper()
	w := httptest.NewRecorder()
	a.conn.LoginHandler().ServeHTTP(w, httptest.NewRequest("GET", "/login", nil))
	to, err := url.Parse(w.Header().Get("Location"))
	if err != nil || w.Code != http.StatusFound {
		t.Fatal(w.Code, err)
	}
	return w.Result().Cookies()[0], to.Query().Get("state")
}

// callback calls the handler directly.
func (a *app) callback(query url.Values, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	a.userID, a.err = "", nil
	r := httptest.NewRequest("GET", "/callback?"+query.Encode(), nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	a.Config.Handler.ServeHTTP(w, r)
	return w
}

func TestStateIsBoundToTheBrowserExpiresAndWorksOnce(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	good, state := a.begin(t)
	_, otherState := a.begin(t)
	forged := *good
	forged.Value = "AAAA" + good.Value[4:]
	renamed := *good
	renamed.Name = a.conn.cookieName(otherState)
	for name, try := range map[string]func(){
		"no cookie":     func() { a.callback(url.Values{"state": {state}, "code": {"x"}}) },
		"no state":      func() { a.callback(url.Values{"code": {"x"}}, good) },
		"forged cookie": func() { a.callback(url.Values{"state": {state}, "code": {"x"}}, &forged) },
		"short cookie": func() {
			a.callback(url.Values{"state": {state}, "code": {"x"}}, &http.Cookie{Name: good.Name, Value: "AA"})
		},
		"other state":  func() { a.callback(url.Values{"state": {otherState}, "code": {"x"}}, good) },
		"other cookie": func() { a.callback(url.Values{"state": {otherState}, "code": {"x"}}, &renamed) },
		"error without state": func() {
			a.callback(url.Values{"error": {"access_denied"}})
		},
	} {
		if try(); !errors.Is(a.err, ErrLoginState) {
			t.Errorf("%s: %v", name, a.err)
		}
	}
	if _, asked, _ := p.counts(); asked != 0 {
		t.Error("the code was sent on")
	}
	w := a.callback(url.Values{"state": {state}, "error": {"access_denied"}}, good)
	if !errors.Is(a.err, ErrAccessDenied) {
		t.Errorf("good: %v", a.err)
	}
	if c := w.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 || c[0].Name != good.Name {
		t.Errorf("cookie not deleted: %v", c)
	}
	if a.callback(url.Values{"state": {state}, "code": {"x"}}, good); !errors.Is(a.err, ErrLoginState) {
		t.Errorf("second use: %v", a.err)
	}
	good, state = a.begin(t)
	a.conn.now = func() time.Time { return time.Now().Add(loginLifetime) }
	if a.callback(url.Values{"state": {state}, "code": {"x"}}, good); !errors.Is(a.err, ErrLoginState) {
		t.Errorf("too late: %v", a.err)
	}
}

func TestCookieAttributes(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	if c, _ := a.begin(t); !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 600 || c.Path != "/" {
		t.Errorf("%v", c)
	}
	a = newApp(t, p, NewMemoryStore(), func(cfg *Config) { cfg.RedirectURL = "https://app.example/callback" })
	if c, _ := a.begin(t); !c.HttpOnly || !c.Secure || !strings.HasPrefix(c.Name, "__Host-") || c.Domain != "" {
		t.Errorf("%v", c)
	}
}

func TestAbandonedLoginsDoNotPileUp(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	stay := &http.Client{Jar: a.browser.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	at, _ := url.Parse(a.URL)
	for range 20 {
		resp, err := stay.Get(a.URL + "/login")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if n := len(a.browser.Jar.Cookies(at)); n > maxLogins {
			t.Fatalf("%d cookies", n)
		}
	}
}

func TestSharedCookieKey(t *testing.T) {
	p := newPlatform(t)
	key := func(cfg *Config) { cfg.CookieKey = []byte("0123456789abcdef0123456789abcdef") }
	one, two := newApp(t, p, NewMemoryStore(), key), newApp(t, p, NewMemoryStore(), key)
	ck, state := one.begin(t)
	if two.callback(url.Values{"state": {state}, "error": {"server_error"}}, ck); errors.Is(two.err, ErrLoginState) {
		t.Error("the replica does not know the login")
	}
}

func TestLocalPath(t *testing.T) {
	for raw, want := range map[string]string{
		"/": "/", "/a?b=c#d": "/a?b=c#d", "/a//b": "/a//b", "": "", "a": "", "//evil.example": "", "///evil.example": "", "/\\evil.example": "",
		"https://evil.example": "", "/\tx": "", "/a b": "", "javascript:x": "", "/" + strings.Repeat("a", maxReturnTo): "",
	} {
		if got := localPath(raw); got != want {
			t.Errorf("%q: %q", raw, got)
		}
	}
}
