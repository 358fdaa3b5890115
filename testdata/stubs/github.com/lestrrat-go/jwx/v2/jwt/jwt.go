// Package jwt has the signatures of github.com/lestrrat-go/jwx/v2/jwt that cases use.
package jwt

import "net/http"

type ParseOption interface{}

type Token interface {
	Subject() string
	Get(string) (interface{}, bool)
}

func ParseRequest(req *http.Request, options ...ParseOption) (Token, error) { return nil, nil }
func ParseString(s string, options ...ParseOption) (Token, error)           { return nil, nil }
func ParseInsecure(s []byte, options ...ParseOption) (Token, error)         { return nil, nil }
func WithVerify(v bool) ParseOption                                         { return nil }
func WithKey(alg string, key interface{}) ParseOption                       { return nil }
