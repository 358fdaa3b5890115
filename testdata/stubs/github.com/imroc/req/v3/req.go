// Package req has the signatures of github.com/imroc/req/v3 that cases use.
package req

import (
	"context"
	"time"
)

type Client struct{ id int }

type Request struct{ id int }

type Response struct{ StatusCode int }

type RequestMiddleware func(client *Client, req *Request) error

func C() *Client         { return nil }
func NewClient() *Client { return nil }
func R() *Request        { return nil }

func (c *Client) R() *Request                                       { return nil }
func (c *Client) SetBaseURL(u string) *Client                       { return nil }
func (c *Client) SetTimeout(d time.Duration) *Client                { return nil }
func (c *Client) SetCommonBearerAuthToken(token string) *Client     { return nil }
func (c *Client) SetCommonHeader(key, value string) *Client         { return nil }
func (c *Client) SetCommonQueryParam(key, value string) *Client     { return nil }
func (c *Client) OnBeforeRequest(m RequestMiddleware) *Client       { return nil }
func (r *Request) SetContext(ctx context.Context) *Request          { return nil }
func (r *Request) SetHeader(key, value string) *Request             { return nil }
func (r *Request) SetBearerAuthToken(token string) *Request         { return nil }
func (r *Request) SetQueryParam(key, value string) *Request         { return nil }
func (r *Request) SetQueryParams(params map[string]string) *Request { return nil }
func (r *Request) SetPathParam(key, value string) *Request          { return nil }
func (r *Request) SetBody(body any) *Request                        { return nil }
func (r *Request) SetFormData(data map[string]string) *Request      { return nil }
func (r *Request) SetSuccessResult(result any) *Request             { return nil }
func (r *Request) Get(url string) (*Response, error)                { return nil, nil }
func (r *Request) MustGet(url string) *Response                     { return nil }
func (r *Request) Post(url string) (*Response, error)               { return nil, nil }
func (r *Request) Send(method, url string) (*Response, error)       { return nil, nil }
