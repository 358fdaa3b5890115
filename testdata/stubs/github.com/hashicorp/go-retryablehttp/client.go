// Package retryablehttp has the signatures of
// github.com/hashicorp/go-retryablehttp that cases use.
package retryablehttp

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"
)

type Client struct {
	HTTPClient   *http.Client
	RetryWaitMin time.Duration
	RetryMax     int

	clientInit sync.Once
}

type Request struct {
	*http.Request
}

func NewClient() *Client { return nil }

func NewRequest(method, url string, rawBody any) (*Request, error) { return nil, nil }

func NewRequestWithContext(ctx context.Context, method, url string, rawBody any) (*Request, error) {
	return nil, nil
}

func FromRequest(r *http.Request) (*Request, error) { return nil, nil }

func (r *Request) WithContext(ctx context.Context) *Request { return nil }

func Get(url string) (*http.Response, error) { return nil, nil }

func (c *Client) Do(req *Request) (*http.Response, error) { return nil, nil }
func (c *Client) Get(url string) (*http.Response, error)  { return nil, nil }
func (c *Client) StandardClient() *http.Client            { return nil }

func (c *Client) Post(url, bodyType string, body any) (*http.Response, error) { return nil, nil }

func (c *Client) PostForm(url string, data url.Values) (*http.Response, error) { return nil, nil }
