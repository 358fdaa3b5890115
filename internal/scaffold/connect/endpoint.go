package connect

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// The requests to the authorization server are made here and not by
// oauth2.Config, whose errors quote the answer's body and whose detection of
// the client's authentication method repeats a request: a repeated refresh
// counts as a stolen refresh token.

// answerLimit is the most that is read of an answer of the authorization server.
const answerLimit = 1 << 20

// errTooLong is what reading beyond answerLimit gives.
var errTooLong = errors.New("the answer is too long")

// requestToken posts form to the token endpoint.
func (c *Connector) requestToken(ctx context.Context, form url.Values) (*oauth2.Token, error) {
	body, err := c.post(ctx, "token", c.cfg.Endpoint.TokenURL, form)
	if err != nil {
		return nil, err
	}
	tok, err := parseToken(body, c.now())
	if err != nil {
		return nil, &ServerError{Endpoint: "token", Status: http.StatusOK, Err: err}
	}
	return tok, nil
}

// post sends form with the client's authentication and returns the body of a
// 200. Everything else is a *ServerError. Redirects are not followed.
func (c *Connector) post(ctx context.Context, name, endpoint string, form url.Values) ([]byte, error) {
	inHeader := c.cfg.Endpoint.AuthStyle == oauth2.AuthStyleInHeader && c.secret() != ""
	if !inHeader {
		form.Set("client_id", c.cfg.ClientID)
		if c.secret() != "" {
			form.Set("client_secret", c.secret())
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, &ServerError{Endpoint: name, Err: err}
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	if inHeader { // RFC 6749 section 2.3.1
		req.SetBasicAuth(url.QueryEscape(c.cfg.ClientID), url.QueryEscape(c.secret()))
	}
	return c.do(req, name)
}

// do sends a request to the authorization server and reads the answer.
func (c *Connector) do(req *http.Request, name string) ([]byte, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, &ServerError{Endpoint: name, Err: err}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit+1))
	if err == nil && len(body) > answerLimit {
		err = errTooLong
	}
	if err == nil && resp.StatusCode == http.StatusOK {
		return body, nil
	}
	return nil, &ServerError{Endpoint: name, Status: resp.StatusCode, Code: errorCode(resp.Header, body), Err: err}
}

// errorCode reads the "error" member of an OAuth error body (RFC 6749 section
// 5.2). Only codes that are known are returned.
func errorCode(h http.Header, body []byte) string {
	mediaType, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	if mediaType != "" && !strings.HasSuffix(mediaType, "json") && mediaType != "text/plain" {
		return ""
	}
	var answer struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(body, &answer) != nil || !knownCodes[answer.Error] {
		return ""
	}
	return answer.Error
}

// maxLifetime caps expires_in, against overflow and nonsense.
const maxLifetime = 10 * 365 * 24 * time.Hour

// parseToken reads a token response (RFC 6749 section 5.1). Errors quote
// nothing of it. All members can be had through Extra.
func parseToken(body []byte, now time.Time) (*oauth2.Token, error) {
	var answer struct {
		AccessToken  string          `json:"access_token"`
		TokenType    string          `json:"token_type"`
		RefreshToken string          `json:"refresh_token"`
		ExpiresIn    json.RawMessage `json:"expires_in"`
	}
	extra := map[string]any{}
	if json.Unmarshal(body, &answer) != nil || json.Unmarshal(body, &extra) != nil {
		return nil, errors.New("the token response is not JSON of the expected form")
	}
	switch {
	case answer.AccessToken == "":
		return nil, errors.New("the token response has no access_token")
	case !headerSafe(answer.AccessToken) || !headerSafe(answer.RefreshToken):
		return nil, errors.New("the token response has a token with characters that RFC 6749 does not allow")
	case answer.TokenType != "" && !strings.EqualFold(answer.TokenType, "bearer"):
		return nil, errors.New("the token response has a token_type other than Bearer")
	}
	tok := &oauth2.Token{AccessToken: answer.AccessToken, TokenType: "Bearer", RefreshToken: answer.RefreshToken}
	seconds, ok := lifetime(answer.ExpiresIn)
	if !ok {
		return nil, errors.New("the token response has an expires_in that is not a number of seconds")
	}
	if seconds > 0 {
		tok.ExpiresIn = seconds
		tok.Expiry = now.Add(time.Duration(seconds) * time.Second).Round(0)
	}
	return tok.WithExtra(extra), nil
}

// lifetime reads expires_in: a number, or a number in quotes as some servers
// send. Absent, null and 0 mean unknown, which is 0.
func lifetime(raw json.RawMessage) (seconds int64, ok bool) {
	s := strings.Trim(string(raw), `"`)
	if s == "" || s == "null" {
		return 0, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f != f {
		return 0, false
	}
	return int64(min(f, maxLifetime.Seconds())), true
}

// headerSafe reports whether s consists of VSCHAR (RFC 6749 appendix A.12), so
// that it can neither break a header nor be mistaken for two words.
func headerSafe(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// bare returns the part of tok that is stored: without the response's other
// members, such as the ID token.
func bare(tok *oauth2.Token) *oauth2.Token {
	return &oauth2.Token{
		AccessToken: tok.AccessToken, TokenType: tok.TokenType, RefreshToken: tok.RefreshToken,
		Expiry: tok.Expiry, ExpiresIn: tok.ExpiresIn,
	}
}
