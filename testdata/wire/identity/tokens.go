package identity

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/oauth2"
	"github.com/ory/fosite/token/jwt"
)

// The platform's prefixes of opaque tokens.
const (
	accessPrefix  = "lph_at_"
	refreshPrefix = "lph_rt_"
)

// tokens gives fosite's tokens the platform's looks: a prefix for users' tokens,
// a signed JWT for machines'.
type tokens struct {
	opaque oauth2.CoreStrategy
	signer jwt.Signer
	life   time.Duration
}

// machine reports whether a request is of a machine: no client here is both.
func machine(r fosite.Requester) bool {
	return r.GetClient().GetGrantTypes().Has("client_credentials")
}

// looksLikeJWT reports whether token is a compact JWS.
func looksLikeJWT(token string) bool { return strings.Count(token, ".") == 2 }

// signature is the last part of a token of either form.
func signature(token string) string { return token[strings.LastIndexByte(token, '.')+1:] }

// AccessTokenSignature implements oauth2.AccessTokenStrategy.
func (t *tokens) AccessTokenSignature(_ context.Context, token string) string {
	return signature(token)
}

// RefreshTokenSignature implements oauth2.RefreshTokenStrategy.
func (t *tokens) RefreshTokenSignature(_ context.Context, token string) string {
	return signature(token)
}

// AuthorizeCodeSignature implements oauth2.AuthorizeCodeStrategy.
func (t *tokens) AuthorizeCodeSignature(ctx context.Context, code string) string {
	return t.opaque.AuthorizeCodeSignature(ctx, code)
}

// GenerateAccessToken implements oauth2.AccessTokenStrategy.
func (t *tokens) GenerateAccessToken(ctx context.Context, r fosite.Requester) (token, sig string, err error) {
	if !machine(r) {
		token, sig, err = t.opaque.GenerateAccessToken(ctx, r)
		return accessPrefix + strings.TrimPrefix(token, "ory_at_"), sig, err
	}
	now := time.Now()
	return t.signer.Generate(ctx, jwt.MapClaims{
		"iss": Issuer, "sub": r.GetClient().GetID(), "client_id": r.GetClient().GetID(),
		"scope": strings.Join(r.GetGrantedScopes(), " "), "jti": uuid.NewString(),
		"iat": now.Unix(), "exp": now.Add(t.life).Unix(),
	}, jwt.NewHeaders())
}

// ValidateAccessToken implements oauth2.AccessTokenStrategy.
func (t *tokens) ValidateAccessToken(ctx context.Context, r fosite.Requester, token string) error {
	if looksLikeJWT(token) {
		if _, err := t.signer.Decode(ctx, token); err != nil {
			return fosite.ErrTokenSignatureMismatch.WithWrap(err)
		}
		if exp := r.GetSession().GetExpiresAt(fosite.AccessToken); exp.Before(time.Now()) {
			return fosite.ErrTokenExpired
		}
		return nil
	}
	rest, ok := strings.CutPrefix(token, accessPrefix)
	if !ok {
		return fosite.ErrInvalidTokenFormat
	}
	return t.opaque.ValidateAccessToken(ctx, r, rest)
}

// GenerateRefreshToken implements oauth2.RefreshTokenStrategy.
func (t *tokens) GenerateRefreshToken(ctx context.Context, r fosite.Requester) (token, sig string, err error) {
	token, sig, err = t.opaque.GenerateRefreshToken(ctx, r)
	return refreshPrefix + strings.TrimPrefix(token, "ory_rt_"), sig, err
}

// ValidateRefreshToken implements oauth2.RefreshTokenStrategy.
func (t *tokens) ValidateRefreshToken(ctx context.Context, r fosite.Requester, token string) error {
	rest, ok := strings.CutPrefix(token, refreshPrefix)
	if !ok {
		return fosite.ErrInvalidTokenFormat
	}
	return t.opaque.ValidateRefreshToken(ctx, r, rest)
}

// GenerateAuthorizeCode implements oauth2.AuthorizeCodeStrategy.
func (t *tokens) GenerateAuthorizeCode(ctx context.Context, r fosite.Requester) (token, sig string, err error) {
	return t.opaque.GenerateAuthorizeCode(ctx, r)
}

// ValidateAuthorizeCode implements oauth2.AuthorizeCodeStrategy.
func (t *tokens) ValidateAuthorizeCode(ctx context.Context, r fosite.Requester, code string) error {
	return t.opaque.ValidateAuthorizeCode(ctx, r, code)
}
