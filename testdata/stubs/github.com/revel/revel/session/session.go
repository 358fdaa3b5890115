// Package session has the signatures of github.com/revel/revel/session that cases use.
package session

type Session map[string]interface{}

func (s Session) Get(key string) (interface{}, error) { return nil, nil }
