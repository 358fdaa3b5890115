package connect

import (
	"context"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"sync"
	"time"
)

// A signingKey is one key of the issuer.
type signingKey struct {
	kid, alg string // either may be empty
	public   crypto.PublicKey
}

// keySet holds the issuer's keys. A token signed with an unknown key causes them
// to be fetched again, at most once per keyPause.
type keySet struct {
	mu      sync.Mutex
	keys    []signingKey
	fetched time.Time
}

const (
	keyLifetime = time.Hour
	keyPause    = 10 * time.Second
)

// signingKeys returns the keys that may have signed a token with this kid: those
// with that kid, or all if the token names none.
func (c *Connector) signingKeys(ctx context.Context, jwksURL, kid string) ([]signingKey, error) {
	s := &c.keys
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.find(kid)
	age := c.now().Sub(s.fetched)
	if age >= 0 && age < keyLifetime && (len(found) > 0 || age < keyPause) {
		return found, nil
	}
	body, err := c.get(ctx, "jwks", jwksURL)
	if err != nil {
		if len(found) > 0 {
			return found, nil // old keys are better than no login
		}
		return nil, err
	}
	keys, err := parseKeys(body)
	if err != nil {
		return nil, &ServerError{Endpoint: "jwks", Status: http.StatusOK, Err: err}
	}
	s.keys, s.fetched = keys, c.now()
	return s.find(kid), nil
}

// find selects by kid.
func (s *keySet) find(kid string) []signingKey {
	var out []signingKey
	for _, k := range s.keys {
		if kid == "" || k.kid == kid {
			out = append(out, k)
		}
	}
	return out
}

// A jwk is a JSON Web Key (RFC 7517, 7518 section 6, RFC 8037).
type jwk struct {
	Kty, Crv, Kid, Alg, Use string
	X, Y, N, E              string
}

// parseKeys reads a JWK set. Keys that are for encryption, or of a kind that
// signs nothing we accept, are left out.
func parseKeys(body []byte) ([]signingKey, error) {
	var set struct{ Keys []jwk }
	if json.Unmarshal(body, &set) != nil {
		return nil, errors.New("not a JWK set")
	}
	var out []signingKey
	for _, k := range set.Keys {
		if k.Use != "" && k.Use != "sig" {
			continue
		}
		if public := k.public(); public != nil {
			out = append(out, signingKey{kid: k.Kid, alg: k.Alg, public: public})
		}
	}
	return out, nil
}

// public decodes the key; nil if it is not one we use, or not a sound one.
func (k *jwk) public() crypto.PublicKey {
	switch {
	case k.Kty == "OKP" && k.Crv == "Ed25519":
		if x := field(k.X); len(x) == ed25519.PublicKeySize {
			return ed25519.PublicKey(x)
		}
	case k.Kty == "EC" && k.Crv == "P-256":
		x, y := field(k.X), field(k.Y)
		if len(x) != 32 || len(y) != 32 {
			return nil
		}
		point := append(append([]byte{4}, x...), y...)
		if _, err := ecdh.P256().NewPublicKey(point); err != nil {
			return nil // not on the curve
		}
		return &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	case k.Kty == "RSA":
		n, e := new(big.Int).SetBytes(field(k.N)), new(big.Int).SetBytes(field(k.E))
		if n.BitLen() < 2048 || n.BitLen() > 8192 || !e.IsInt64() || e.Int64() < 3 || e.Int64() > 1<<31-1 {
			return nil // RFC 7518 section 3.3: 2048 bits or more
		}
		return &rsa.PublicKey{N: n, E: int(e.Int64())}
	}
	return nil
}

// field decodes a member of a JWK; nil if it is malformed.
func field(s string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}

// algorithms maps alg (RFC 7518 section 3.1, RFC 8037 section 3.1) to its check.
// A key of another kind fits no signature: the token's header does not choose
// how a key is used.
var algorithms = map[string]func(key crypto.PublicKey, signed, sig []byte) bool{
	"RS256": func(key crypto.PublicKey, signed, sig []byte) bool {
		k, ok := key.(*rsa.PublicKey)
		sum := sha256.Sum256(signed)
		return ok && rsa.VerifyPKCS1v15(k, crypto.SHA256, sum[:], sig) == nil
	},
	"ES256": func(key crypto.PublicKey, signed, sig []byte) bool {
		k, ok := key.(*ecdsa.PublicKey)
		if !ok || len(sig) != 64 {
			return false
		}
		sum := sha256.Sum256(signed)
		return ecdsa.Verify(k, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:]))
	},
	"EdDSA": func(key crypto.PublicKey, signed, sig []byte) bool {
		k, ok := key.(ed25519.PublicKey)
		return ok && len(sig) == ed25519.SignatureSize && ed25519.Verify(k, signed, sig)
	},
}
