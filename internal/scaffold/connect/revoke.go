package connect

import (
	"context"
	"net/url"

	"golang.org/x/oauth2"
)

// Revoke ends the user's grant at the platform (RFC 7009) and deletes it here:
// what a "disconnect" button does. Without a grant it is [ErrNoGrant]. If the
// platform cannot be reached or refuses, the error is a [*ServerError] and the
// grant stays, so that it can be revoked later.
func (c *Connector) Revoke(ctx context.Context, userID string) error {
	if userID == "" {
		return ErrNoUser
	}
	err := c.store.Update(ctx, userID, func(cur *oauth2.Token) (*oauth2.Token, error) {
		if cur == nil {
			return nil, ErrNoGrant
		}
		if next := c.rotated.after(userID, cur.RefreshToken); next != nil {
			cur = next
		}
		return nil, c.revokeToken(ctx, cur)
	})
	if err == nil {
		c.rotated.forget(userID)
	}
	return err
}

// revokeToken revokes the refresh token, and with it the grant; the access token
// if there is no other.
func (c *Connector) revokeToken(ctx context.Context, tok *oauth2.Token) error {
	form := url.Values{"token": {tok.RefreshToken}, "token_type_hint": {"refresh_token"}}
	if tok.RefreshToken == "" {
		form = url.Values{"token": {tok.AccessToken}, "token_type_hint": {"access_token"}}
	}
	_, err := c.post(ctx, "revocation", c.cfg.RevokeURL, form)
	return err
}
