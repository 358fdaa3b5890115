// Package http has the signatures of goa.design/goa/v3/http that cases use.
package http

import "net/http"

type Muxer interface {
	http.Handler
	Handle(method, pattern string, handler http.HandlerFunc)
	Vars(*http.Request) map[string]string
}

func NewMuxer() Muxer { return nil }
