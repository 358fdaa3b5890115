package connect

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// An issuer signs ID tokens with one key of each kind.
type issuer struct {
	*httptest.Server
	signers map[string]func([]byte) []byte // by alg
	set     []map[string]any
	fetches int
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	edPublic, edKey, _ := ed25519.GenerateKey(rand.Reader)
	b64 := func(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
	i := &issuer{
		signers: map[string]func([]byte) []byte{
			"RS256": func(b []byte) []byte {
				sum := sha256.Sum256(b)
				sig, _ := rsa.SignPKCS1v15(nil, rsaKey, crypto.SHA256, sum[:])
				return sig
			},
			"ES256": func(b []byte) []byte {
				sum := sha256.Sum256(b)
				r, s, _ := ecdsa.Sign(rand.Reader, ecKey, sum[:])
				return append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
			},
			"EdDSA": func(b []byte) []byte { return ed25519.Sign(edKey, b) },
		},
		set: []map[string]any{
			{"kty": "oct", "kid": "RS256", "k": "c2VjcmV0"},
			{"kty": "RSA", "kid": "RS256", "use": "enc", "n": b64(rsaKey.N.Bytes()), "e": "AQAB"},
			{"kty": "RSA", "kid": "RS256", "use": "sig", "alg": "RS256", "n": b64(rsaKey.N.Bytes()), "e": "AQAB"},
			{"kty": "EC", "crv": "P-256", "kid": "ES256", "x": b64(ecKey.X.FillBytes(make([]byte, 32))), "y": b64(ecKey.Y.FillBytes(make([]byte, 32)))},
			{"kty": "OKP", "crv": "Ed25519", "kid": "EdDSA", "x": b64(edPublic)},
		},
	}
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.fetches++
		reply(w, 200, map[string]any{"keys": i.set})
	}))
	t.Cleanup(i.Close)
	return i
}

// connector trusts the issuer; its clock is at now.
func (i *issuer) connector(t *testing.T, now time.Time) *Connector {
	t.Helper()
	c, err := New(Config{
		ClientID: "client_01", RedirectURL: "http://localhost/cb", Issuer: "https://issuer.example", JWKSURL: i.URL,
		Endpoint: oauth2.Endpoint{AuthURL: i.URL + "/authorize", TokenURL: i.URL + "/token"},
	}, NewMemoryStore())
	if err != nil {
		t.Fatal(err)
	}
	c.now = func() time.Time { return now }
	return c
}

func goodClaims(now time.Time) map[string]any {
	return map[string]any{
		"iss": "https://issuer.example", "sub": "user_01", "aud": "client_01", "nonce": "n",
		"iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
	}
}

func TestIDTokenAlgorithms(t *testing.T) {
	i, now := newIssuer(t), time.Now()
	c := i.connector(t, now)
	for alg, sign := range i.signers {
		for _, header := range []map[string]any{{"alg": alg, "kid": alg}, {"alg": alg}} {
			raw := signJWT(header, goodClaims(now), sign)
			if sub, err := c.checkIDToken(context.Background(), raw, "n"); sub != "user_01" || err != nil {
				t.Errorf("%v: %q %v", header, sub, err)
			}
		}
		// Another algorithm's key, a changed payload, a truncated signature.
		for other := range i.signers {
			if other == alg {
				continue
			}
			if _, err := c.checkIDToken(context.Background(), signJWT(map[string]any{"alg": alg, "kid": other}, goodClaims(now), sign), "n"); err == nil {
				t.Errorf("%s with the key of %s", alg, other)
			}
		}
		raw := signJWT(map[string]any{"alg": alg, "kid": alg}, goodClaims(now), sign)
		parts := strings.Split(raw, ".")
		evil := signJWT(map[string]any{"alg": alg, "kid": alg}, map[string]any{"sub": "admin"}, sign)
		for _, bad := range []string{
			parts[0] + "." + strings.Split(evil, ".")[1] + "." + parts[2], raw[:len(raw)-8], parts[0] + "." + parts[1] + ".",
			parts[0] + "." + parts[1], raw + ".x", "a.b.c", "",
		} {
			if _, err := c.checkIDToken(context.Background(), bad, "n"); err == nil || strings.Contains(err.Error(), "eyJ") {
				t.Errorf("%s: accepted %q: %v", alg, bad, err)
			}
		}
	}
	if i.fetches > 3 {
		t.Errorf("%d fetches of the key set", i.fetches)
	}
}

func TestIDTokenHeadersThatAreRefused(t *testing.T) {
	i, now := newIssuer(t), time.Now()
	c := i.connector(t, now)
	none := func([]byte) []byte { return nil }
	for _, header := range []map[string]any{
		{"alg": "none"}, {"alg": "HS256", "kid": "RS256"}, {"alg": "RS512", "kid": "RS256"}, {"kid": "RS256"},
		{"alg": "EdDSA", "kid": "EdDSA", "crit": []string{"exp"}}, {"alg": 1},
	} {
		if _, err := c.checkIDToken(context.Background(), signJWT(header, goodClaims(now), none), "n"); err == nil {
			t.Errorf("%v was accepted", header)
		}
	}
}

func TestIDTokenClaims(t *testing.T) {
	i, now := newIssuer(t), time.Now()
	c := i.connector(t, now)
	for _, tt := range []struct {
		name string
		set  map[string]any
		want string // in the error; empty: accepted
	}{
		{"issuer", map[string]any{"iss": "https://evil.example"}, "issuer"},
		{"audience", map[string]any{"aud": "client_02"}, "aud"},
		{"audience list", map[string]any{"aud": []string{"client_01"}}, ""},
		{"several audiences", map[string]any{"aud": []string{"client_01", "x"}}, "azp"},
		{"several audiences, ours", map[string]any{"aud": []string{"client_01", "x"}, "azp": "client_01"}, ""},
		{"azp", map[string]any{"azp": "x"}, "azp"},
		{"audience of no use", map[string]any{"aud": 7}, "claims"},
		{"expired", map[string]any{"exp": now.Add(-2 * time.Minute).Unix()}, "expired"},
		{"skewed", map[string]any{"exp": now.Add(-30 * time.Second).Unix(), "iat": now.Add(30 * time.Second).Unix()}, ""},
		{"no expiry", map[string]any{"exp": nil}, "no exp"},
		{"future", map[string]any{"iat": now.Add(2 * time.Minute).Unix()}, "future"},
		{"not before", map[string]any{"nbf": now.Add(2 * time.Minute).Unix()}, "not valid yet"},
		{"nonce", map[string]any{"nonce": "m"}, "nonce"},
		{"no nonce", map[string]any{"nonce": nil}, "nonce"},
		{"no subject", map[string]any{"sub": ""}, "no sub"},
	} {
		claims := goodClaims(now)
		maps.Copy(claims, tt.set)
		sub, err := c.checkIDToken(context.Background(), signJWT(map[string]any{"alg": "EdDSA", "kid": "EdDSA"}, claims, i.signers["EdDSA"]), "n")
		if tt.want == "" && (err != nil || sub != "user_01") || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestKeyRotation(t *testing.T) {
	i, now := newIssuer(t), time.Now()
	c := i.connector(t, now)
	check := func(kid string) error {
		_, err := c.checkIDToken(context.Background(), signJWT(map[string]any{"alg": "EdDSA", "kid": kid}, goodClaims(now), i.signers["EdDSA"]), "n")
		return err
	}
	if err := check("EdDSA"); err != nil {
		t.Fatal(err)
	}
	i.set[4]["kid"] = "next"
	if check("next") == nil || i.fetches != 1 {
		t.Errorf("unknown key within the pause: %d fetches", i.fetches)
	}
	c.now = func() time.Time { return now.Add(keyPause) }
	if err := check("next"); err != nil || i.fetches != 2 {
		t.Errorf("%v, %d fetches", err, i.fetches)
	}
	i.Close()
	c.now = func() time.Time { return now.Add(keyPause + time.Second) }
	if err := check("next"); err != nil {
		t.Errorf("known key, server away: %v", err)
	}
}

func TestUnsoundKeysAreLeftOut(t *testing.T) {
	b64 := func(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
	for _, k := range []map[string]any{
		{"kty": "RSA", "n": b64(new(big.Int).Lsh(big.NewInt(1), 1023).Bytes()), "e": "AQAB"}, // 1024 bits
		{"kty": "RSA", "n": b64(new(big.Int).Lsh(big.NewInt(1), 2047).Bytes()), "e": "AQ"},   // e = 1
		{"kty": "RSA", "n": "!", "e": "AQAB"},
		{"kty": "EC", "crv": "P-256", "x": b64(make([]byte, 32)), "y": b64(make([]byte, 32))}, // not on the curve
		{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
		{"kty": "EC", "crv": "P-384", "x": b64(make([]byte, 48)), "y": b64(make([]byte, 48))},
		{"kty": "OKP", "crv": "Ed25519", "x": "AA"},
		{"kty": "OKP", "crv": "X25519", "x": b64(make([]byte, 32))},
		{"kty": "oct", "k": "AAAA"},
	} {
		body, _ := json.Marshal(map[string]any{"keys": []any{k}})
		if keys, err := parseKeys(body); len(keys) != 0 || err != nil {
			t.Errorf("%v: %v %v", k, keys, err)
		}
	}
	if _, err := parseKeys([]byte("<html>")); err == nil {
		t.Error("a page is no key set")
	}
}

func TestLoginRefusesABadIDToken(t *testing.T) {
	for name, set := range map[string]map[string]any{"nonce": {"nonce": "old"}, "aud": {"aud": "other"}, "issuer": {"iss": "https://evil.example"}} {
		p := newPlatform(t)
		p.claims = func(m map[string]any) { maps.Copy(m, set) }
		a := newApp(t, p, NewMemoryStore(), func(cfg *Config) { cfg.Scopes = []string{"openid"} })
		a.visit(t, "/login")
		if a.userID != "" || a.err == nil || !strings.Contains(fmt.Sprint(a.err), "ID token") {
			t.Errorf("%s: %q %v", name, a.userID, a.err)
		}
		if _, _, err := get(a.conn, p, "user_01"); err == nil {
			t.Errorf("%s: a grant was stored", name)
		}
	}
}
