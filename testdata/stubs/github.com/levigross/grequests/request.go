// Package grequests has the signatures of github.com/levigross/grequests that cases use.
package grequests

import "net/http"

type RequestOptions struct {
	Params     map[string]string
	Headers    map[string]string
	JSON       any
	HTTPClient *http.Client
}

type Response struct{ Ok bool }

func Get(url string, ro *RequestOptions) (*Response, error) { return nil, nil }
