// Package heimdall has the signatures of github.com/gojek/heimdall/v7 that cases
// use.
package heimdall

import (
	"io"
	"net/http"
)

// Doer is what *http.Client does.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Client is any client of heimdall.
type Client interface {
	Get(url string, headers http.Header) (*http.Response, error)
	Post(url string, body io.Reader, headers http.Header) (*http.Response, error)
	Do(req *http.Request) (*http.Response, error)
}
