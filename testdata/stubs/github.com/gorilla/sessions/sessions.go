// Package sessions has the signatures of github.com/gorilla/sessions that cases use.
package sessions

import "net/http"

type Session struct {
	ID     string
	Values map[any]any
}

func (*Session) Save(r *http.Request, w http.ResponseWriter) error { return nil }

type Store interface {
	Get(r *http.Request, name string) (*Session, error)
}

type CookieStore struct{}

func NewCookieStore(keyPairs ...[]byte) *CookieStore { return nil }

func (*CookieStore) Get(r *http.Request, name string) (*Session, error) { return nil, nil }
