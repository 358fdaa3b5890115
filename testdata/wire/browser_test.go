package wire_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/m2me/m2me/testdata/wire/identity"
)

// A browser is one user's, or nobody's: cookies, redirects, and a hand that
// ticks the consent page.
type browser struct {
	user string
	http *http.Client
	deny []string // scopes that the user does not tick
}

// newBrowser returns a browser that reaches everything through w.
func newBrowser(t testing.TB, w *world, user string) *browser {
	t.Helper()
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(w.CA))
	proxy, err := url.Parse(w.Proxy)
	if err != nil {
		t.Fatal(err)
	}
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, Proxy: func(r *http.Request) (*url.URL, error) {
		if r.URL.Scheme == "https" {
			return proxy, nil
		}
		return nil, nil
	}}
	t.Cleanup(tr.CloseIdleConnections)
	jar, _ := cookiejar.New(nil)
	return &browser{user: user, http: &http.Client{Transport: tr, Jar: jar, Timeout: 30 * time.Second}}
}

// A page is what a user sees in the end.
type page struct {
	Status int
	Type   string
	Body   string
	Asked  [][]string // the scopes of each consent page on the way
}

// same reports whether two pages are the same to the user.
func (p page) same(q page) bool {
	return p.Status == q.Status && p.Type == q.Type && p.Body == q.Body
}

func (p page) String() string { return fmt.Sprintf("%d %s\n%s", p.Status, p.Type, p.Body) }

// open makes a request and goes where it leads. At the consent page it ticks
// what it is asked for; the second one it leaves open.
func (b *browser) open(method, target string, header http.Header, body string) (page, error) {
	req, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		return page{}, err
	}
	for k, v := range header {
		req.Header[k] = v
	}
	var out page
	for {
		resp, err := b.http.Do(req)
		if err != nil {
			return out, err
		}
		text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
		resp.Body.Close()
		if err != nil {
			return out, err
		}
		asked := resp.Header[identity.ConsentHeader]
		out.Status, out.Type, out.Body = resp.StatusCode, resp.Header.Get("Content-Type"), string(text)
		if asked == nil {
			return out, nil
		}
		if out.Asked = append(out.Asked, asked); len(out.Asked) > 1 {
			return out, nil
		}
		if req, err = b.consent(resp.Request.URL, asked); err != nil {
			return out, err
		}
	}
}

// consent fills in the form of the consent page.
func (b *browser) consent(page *url.URL, asked []string) (*http.Request, error) {
	form := url.Values{"user": {b.user}, "decision": {"allow"}}
	for _, scope := range asked {
		if !slices.Contains(b.deny, scope) {
			form.Add("grant", scope)
		}
	}
	req, err := http.NewRequest(http.MethodPost, page.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req, nil
}
