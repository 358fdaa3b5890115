package connect

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// A challenge is one authentication challenge of a WWW-Authenticate header
// (RFC 9110 section 11.6.1).
type challenge struct {
	scheme string            // lower case
	params map[string]string // keys in lower case; of a repeated one, the first
}

// parseChallenges reads all challenges of the header's field values. It never
// fails: what it cannot read, it skips up to the next comma.
func parseChallenges(values []string) []challenge {
	var out []challenge
	for _, v := range values {
		s := scanner{text: v}
		first := len(out)
		for s.next() {
			name := s.token()
			if name == "" {
				s.skipItem()
				continue
			}
			if value, ok := s.paramValue(); ok {
				if len(out) > first {
					out[len(out)-1].set(name, value)
				}
				continue
			}
			out = append(out, challenge{scheme: strings.ToLower(name), params: map[string]string{}})
			s.token68()
		}
	}
	return out
}

// set records a parameter, unless it is there already.
func (c *challenge) set(name, value string) {
	name = strings.ToLower(name)
	if _, ok := c.params[name]; !ok {
		c.params[name] = value
	}
}

// A scanner reads the pieces of a challenge list.
type scanner struct {
	text string
	pos  int
}

// next skips white space and empty list elements; it is false at the end.
func (s *scanner) next() bool {
	s.skip(" \t,")
	return s.pos < len(s.text)
}

// skip moves over any of the bytes in set.
func (s *scanner) skip(set string) {
	for s.pos < len(s.text) && strings.IndexByte(set, s.text[s.pos]) >= 0 {
		s.pos++
	}
}

// skipItem moves to the next comma, at least one byte.
func (s *scanner) skipItem() {
	if i := strings.IndexByte(s.text[s.pos:], ','); i >= 0 {
		s.pos += i + 1
		return
	}
	s.pos = len(s.text)
}

// token reads an RFC 9110 token; it is empty if there is none.
func (s *scanner) token() string {
	start := s.pos
	for s.pos < len(s.text) && tokenByte(s.text[s.pos]) {
		s.pos++
	}
	return s.text[start:s.pos]
}

// paramValue reads "=" and a token or quoted string. If there is none, it reads
// nothing.
func (s *scanner) paramValue() (string, bool) {
	start := s.pos
	s.skip(" \t")
	if s.pos >= len(s.text) || s.text[s.pos] != '=' {
		s.pos = start
		return "", false
	}
	s.pos++
	s.skip(" \t")
	if s.pos < len(s.text) && s.text[s.pos] == '"' {
		return s.quoted(), true
	}
	value := s.token()
	if value == "" {
		s.pos = start
		return "", false
	}
	return value, true
}

// quoted reads a quoted string. One that does not end is taken to the end.
func (s *scanner) quoted() string {
	var b strings.Builder
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch c := s.text[s.pos]; {
		case c == '"':
			s.pos++
			return b.String()
		case c == '\\' && s.pos+1 < len(s.text):
			s.pos++
			b.WriteByte(s.text[s.pos])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// token68 skips what may follow a scheme instead of parameters, as in
// "Negotiate YII=". It skips nothing if a parameter follows.
func (s *scanner) token68() {
	start := s.pos
	s.skip(" \t")
	for s.pos < len(s.text) && (tokenByte(s.text[s.pos]) || s.text[s.pos] == '/') {
		s.pos++
	}
	s.skip("=")
	s.skip(" \t")
	if s.pos < len(s.text) && s.text[s.pos] != ',' {
		s.pos = start
	}
}

// tokenByte reports whether c may be part of a token (RFC 9110 section 5.6.2).
func tokenByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ||
		strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

// A refusal is why a resource did not accept the token.
type refusal struct {
	code   string   // RFC 6750 section 3.1, or the body's "error"; empty if not said
	scopes []string // the scopes named, if any
	other  bool     // challenges were sent, none of them Bearer
}

// bodyPeek is how much of a 401 or 403 is read in search of its error code.
const bodyPeek = 64 << 10

// readRefusal reads the reason of a 401 or 403 from WWW-Authenticate or, where
// that has no error code, from a JSON body ({"error", "message"} on the
// platform). The body can be read again afterwards.
func readRefusal(resp *http.Response) refusal {
	var r refusal
	for _, ch := range parseChallenges(resp.Header.Values("WWW-Authenticate")) {
		if ch.scheme != "bearer" {
			r.other = true
			continue
		}
		r.other = false
		r.code, r.scopes = ch.params["error"], strings.Fields(ch.params["scope"])
		if r.code != "" {
			return r
		}
		break
	}
	if r.other || resp.Body == nil || !strings.Contains(resp.Header.Get("Content-Type"), "json") {
		return r
	}
	head, err := io.ReadAll(io.LimitReader(resp.Body, bodyPeek))
	resp.Body = &peekedBody{Reader: io.MultiReader(bytes.NewReader(head), errReader{err}, resp.Body), Closer: resp.Body}
	var body struct{ Error, Scope string }
	if json.Unmarshal(head, &body) == nil {
		r.code = body.Error
		if len(r.scopes) == 0 {
			r.scopes = strings.Fields(body.Scope)
		}
	}
	return r
}

// A peekedBody is a body whose beginning has been read already.
type peekedBody struct {
	io.Reader
	io.Closer
}

// An errReader gives back the error that peeking met; nil is the end.
type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	return 0, io.EOF
}
