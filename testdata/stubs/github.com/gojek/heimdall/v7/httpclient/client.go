// Package httpclient has the signatures of github.com/gojek/heimdall/v7/httpclient
// that cases use.
package httpclient

import (
	"io"
	"net/http"
	"time"

	"github.com/gojek/heimdall/v7"
)

type Client struct{ client heimdall.Doer }

type Option func(*Client)

func NewClient(opts ...Option) *Client             { return nil }
func WithHTTPClient(client heimdall.Doer) Option   { return nil }
func WithHTTPTimeout(timeout time.Duration) Option { return nil }
func WithRetryCount(retryCount int) Option         { return nil }

func (c *Client) Get(url string, headers http.Header) (*http.Response, error) { return nil, nil }
func (c *Client) Post(url string, body io.Reader, headers http.Header) (*http.Response, error) {
	return nil, nil
}
func (c *Client) Do(request *http.Request) (*http.Response, error) { return nil, nil }
