package connect

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/oauth2"
)

// Seal returns store with the tokens encrypted at rest by aead, such as AES-GCM
// with a key from your key management ([crypto/aes], [crypto/cipher]). Each
// value is bound to its user and its field, so that exchanging rows or files is
// noticed. Expiry and token type stay readable.
//
// To change the key, pass the old one in old for as long as grants sealed with
// it may exist; each refresh seals anew with aead. A grant that is not sealed, or
// with none of the keys, is an error, not a missing grant: if you begin to seal
// an existing store, empty it first and let users log in again.
func Seal(store Store, aead cipher.AEAD, old ...cipher.AEAD) Store {
	return &sealedStore{store, append([]cipher.AEAD{aead}, old...)}
}

// A sealedStore encrypts on the way in and decrypts on the way out.
type sealedStore struct {
	store Store
	keys  []cipher.AEAD // the first seals
}

// Format prints nothing of the keys, for every verb.
func (s *sealedStore) Format(f fmt.State, _ rune) { io.WriteString(f, "connect.Seal") }

// Load implements [Store].
func (s *sealedStore) Load(ctx context.Context, userID string) (*oauth2.Token, error) {
	tok, err := s.store.Load(ctx, userID)
	if err != nil || tok == nil {
		return nil, err
	}
	return s.open(userID, tok)
}

// Save implements [Store].
func (s *sealedStore) Save(ctx context.Context, userID string, tok *oauth2.Token) error {
	sealed, err := s.seal(userID, tok)
	if err != nil {
		return err
	}
	return s.store.Save(ctx, userID, sealed)
}

// Delete implements [Store].
func (s *sealedStore) Delete(ctx context.Context, userID string) error {
	return s.store.Delete(ctx, userID)
}

// Update implements [Store].
func (s *sealedStore) Update(ctx context.Context, userID string, f func(*oauth2.Token) (*oauth2.Token, error)) error {
	return s.store.Update(ctx, userID, func(sealed *oauth2.Token) (*oauth2.Token, error) {
		cur, err := s.open(userID, sealed)
		if err != nil {
			return nil, err
		}
		next, err := f(cur)
		switch {
		case err != nil || next == nil:
			return nil, err
		case next == cur:
			return sealed, nil
		}
		return s.seal(userID, next)
	})
}

// sealedPrefix marks a sealed value and its version.
const sealedPrefix = "sealed:v1:"

// seal returns tok with both tokens encrypted.
func (s *sealedStore) seal(userID string, tok *oauth2.Token) (*oauth2.Token, error) {
	if tok == nil {
		return nil, errors.New("connect: no token to store")
	}
	out := bare(tok)
	for _, f := range fields(out) {
		nonce := make([]byte, s.keys[0].NonceSize())
		if _, err := rand.Read(nonce); err != nil {
			return nil, err
		}
		box := s.keys[0].Seal(nonce, nonce, []byte(*f.value), f.bind(userID))
		*f.value = sealedPrefix + base64.RawStdEncoding.EncodeToString(box)
	}
	return out, nil
}

// open returns tok with both tokens decrypted.
func (s *sealedStore) open(userID string, tok *oauth2.Token) (*oauth2.Token, error) {
	out := bare(tok)
	for _, f := range fields(out) {
		text, ok := strings.CutPrefix(*f.value, sealedPrefix)
		box, err := base64.RawStdEncoding.DecodeString(text)
		if !ok || err != nil {
			return nil, errors.New("connect: the stored grant is not sealed")
		}
		plain, ok := s.unbox(box, f.bind(userID))
		if !ok {
			return nil, errors.New("connect: the stored grant was not sealed for this user with any of the keys")
		}
		*f.value = string(plain)
	}
	return out, nil
}

// unbox tries all keys.
func (s *sealedStore) unbox(box, bind []byte) ([]byte, bool) {
	for _, k := range s.keys {
		if n := k.NonceSize(); len(box) >= n {
			if plain, err := k.Open(nil, box[:n], box[n:], bind); err == nil {
				return plain, true
			}
		}
	}
	return nil, false
}

// A secretField is a field of a token that is sealed.
type secretField struct {
	name  string
	value *string
}

// fields are the secret ones.
func fields(tok *oauth2.Token) []secretField {
	return []secretField{{"access", &tok.AccessToken}, {"refresh", &tok.RefreshToken}}
}

// bind is the additional data: field and user.
func (f secretField) bind(userID string) []byte {
	return []byte("connect:" + f.name + ":" + userID)
}
