package connect

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// clockSkew is how far the platform's clock may be from ours when an ID token,
// valid for five minutes, is checked.
const clockSkew = time.Minute

// claims are the members of an ID token that are checked.
type claims struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience audience `json:"aud"`
	Party    string   `json:"azp"`
	Nonce    string   `json:"nonce"`
	Expires  *float64 `json:"exp"` // Unix seconds
	Before   *float64 `json:"nbf"`
	Issued   *float64 `json:"iat"`
}

// An audience is a JSON string or array of strings.
type audience []string

// has reports whether a contains id.
func (a audience) has(id string) bool { return slices.Contains(a, id) }

// UnmarshalJSON accepts both forms of aud (RFC 7519 section 4.1.3).
func (a *audience) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audience{one}
		return nil
	}
	var many []string
	if json.Unmarshal(data, &many) != nil {
		return errors.New("aud is neither a string nor a list of strings")
	}
	*a = many
	return nil
}

// checkIDToken checks an ID token as OpenID Connect Core section 3.1.3.7 asks:
// signature by a key of the issuer, issuer, audience, expiry, nonce. It returns
// the subject. Errors say which check failed and quote nothing.
func (c *Connector) checkIDToken(ctx context.Context, raw, nonce string) (subject string, err error) {
	info, err := c.serverInfo(ctx)
	if err != nil {
		return "", err
	}
	payload, err := c.verifySignature(ctx, info.JWKSURL, raw)
	if err != nil {
		var server *ServerError
		if errors.As(err, &server) {
			return "", err
		}
		return "", fmt.Errorf("connect: ID token: %w", err)
	}
	var cl claims
	if json.Unmarshal(payload, &cl) != nil {
		return "", errors.New("connect: ID token: the claims are not JSON of the expected form")
	}
	if err := cl.check(info.Issuer, c.cfg.ClientID, nonce, c.now()); err != nil {
		return "", fmt.Errorf("connect: ID token: %w", err)
	}
	return cl.Subject, nil
}

// check compares the claims with what is expected.
func (cl *claims) check(issuer, clientID, nonce string, now time.Time) error {
	at := func(f *float64) time.Time { return time.Unix(int64(*f), 0) }
	switch {
	case cl.Issuer != issuer:
		return errors.New("wrong issuer")
	case !cl.Audience.has(clientID):
		return errors.New("made for another client (aud)")
	case cl.Party != "" && cl.Party != clientID, cl.Party == "" && len(cl.Audience) > 1:
		return errors.New("made for another client (azp)")
	case cl.Expires == nil:
		return errors.New("no exp")
	case now.Add(-clockSkew).After(at(cl.Expires)):
		return errors.New("expired")
	case cl.Before != nil && now.Add(clockSkew).Before(at(cl.Before)):
		return errors.New("not valid yet (nbf)")
	case cl.Issued != nil && now.Add(clockSkew).Before(at(cl.Issued)):
		return errors.New("issued in the future (iat)")
	case subtle.ConstantTimeCompare([]byte(cl.Nonce), []byte(nonce)) != 1:
		return errors.New("wrong nonce")
	case cl.Subject == "":
		return errors.New("no sub")
	}
	return nil
}

// A jwsHeader is the protected header of a compact JWS (RFC 7515 section 4.1).
type jwsHeader struct {
	Alg  string   `json:"alg"`
	Kid  string   `json:"kid"`
	Crit []string `json:"crit"`
}

// verifySignature returns the payload of a compact JWS that a key at jwksURL has
// signed with RS256, ES256 or EdDSA.
func (c *Connector) verifySignature(ctx context.Context, jwksURL, raw string) ([]byte, error) {
	parts := strings.Split(raw, ".")
	if len(parts) != 3 {
		return nil, errors.New("not a compact JWS")
	}
	var decoded [3][]byte
	for i, p := range parts {
		b, err := base64.RawURLEncoding.DecodeString(p)
		if err != nil {
			return nil, errors.New("not a compact JWS")
		}
		decoded[i] = b
	}
	var h jwsHeader
	if json.Unmarshal(decoded[0], &h) != nil || len(h.Crit) != 0 {
		return nil, errors.New("a header that is not understood")
	}
	verify := algorithms[h.Alg]
	if verify == nil {
		return nil, errors.New("signed with an algorithm other than RS256, ES256 and EdDSA")
	}
	keys, err := c.signingKeys(ctx, jwksURL, h.Kid)
	if err != nil {
		return nil, err
	}
	signed := []byte(parts[0] + "." + parts[1])
	for _, k := range keys {
		if (k.alg == "" || k.alg == h.Alg) && verify(k.public, signed, decoded[2]) {
			return decoded[1], nil
		}
	}
	return nil, errors.New("no key of the issuer fits the signature")
}
