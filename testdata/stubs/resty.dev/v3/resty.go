// Package resty has the signatures of resty.dev/v3 that cases use.
package resty

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

type Client struct {
	id     int
	Header http.Header
}

type Request struct {
	QueryParams url.Values
	URL         string
	Method      string
	FormData    url.Values
	Header      http.Header
	PathParams  map[string]string
}

type Response struct{ RawResponse *http.Response }

type RequestMiddleware func(*Client, *Request) error
type ResponseMiddleware func(*Client, *Response) error
type RetryConditionFunc func(*Response, error) bool

func New() *Client                          { return nil }
func NewWithClient(hc *http.Client) *Client { return nil }

func (c *Client) R() *Request                                                 { return nil }
func (c *Client) NewRequest() *Request                                        { return nil }
func (c *Client) Client() *http.Client                                        { return nil }
func (c *Client) Clone(ctx context.Context) *Client                           { return nil }
func (c *Client) SetBaseURL(url string) *Client                               { return nil }
func (c *Client) SetHeader(header, value string) *Client                      { return nil }
func (c *Client) SetHeaders(headers map[string]string) *Client                { return nil }
func (c *Client) SetQueryParam(param, value string) *Client                   { return nil }
func (c *Client) SetQueryParams(params map[string]string) *Client             { return nil }
func (c *Client) SetPathParam(param, value string) *Client                    { return nil }
func (c *Client) SetPathParams(params map[string]string) *Client              { return nil }
func (c *Client) SetAuthToken(token string) *Client                           { return nil }
func (c *Client) SetAuthScheme(scheme string) *Client                         { return nil }
func (c *Client) SetBasicAuth(username, password string) *Client              { return nil }
func (c *Client) SetTimeout(timeout time.Duration) *Client                    { return nil }
func (c *Client) SetTransport(transport http.RoundTripper) *Client            { return nil }
func (c *Client) SetProxy(proxyURL string) *Client                            { return nil }
func (c *Client) SetCookieJar(jar http.CookieJar) *Client                     { return nil }
func (c *Client) SetDebug(d bool) *Client                                     { return nil }
func (c *Client) SetRetryCount(count int) *Client                             { return nil }
func (c *Client) SetRetryWaitTime(waitTime time.Duration) *Client             { return nil }
func (c *Client) AddRetryConditions(conditions ...RetryConditionFunc) *Client { return nil }
func (c *Client) AddRequestMiddleware(m RequestMiddleware) *Client            { return nil }
func (c *Client) AddResponseMiddleware(m ResponseMiddleware) *Client          { return nil }

func (r *Request) SetContext(ctx context.Context) *Request             { return nil }
func (r *Request) SetHeader(header, value string) *Request             { return nil }
func (r *Request) SetHeaders(headers map[string]string) *Request       { return nil }
func (r *Request) SetQueryParam(param, value string) *Request          { return nil }
func (r *Request) SetQueryParams(params map[string]string) *Request    { return nil }
func (r *Request) SetQueryParamsFromValues(params url.Values) *Request { return nil }
func (r *Request) SetQueryString(query string) *Request                { return nil }
func (r *Request) SetPathParam(param, value string) *Request           { return nil }
func (r *Request) SetPathParams(params map[string]string) *Request     { return nil }
func (r *Request) SetFormData(data map[string]string) *Request         { return nil }
func (r *Request) SetFormDataFromValues(data url.Values) *Request      { return nil }
func (r *Request) SetBody(body any) *Request                           { return nil }
func (r *Request) SetResult(res any) *Request                          { return nil }
func (r *Request) SetError(err any) *Request                           { return nil }
func (r *Request) SetAuthToken(token string) *Request                  { return nil }
func (r *Request) SetAuthScheme(scheme string) *Request                { return nil }
func (r *Request) SetBasicAuth(username, password string) *Request     { return nil }
func (r *Request) SetCookie(hc *http.Cookie) *Request                  { return nil }
func (r *Request) SetDebug(d bool) *Request                            { return nil }
func (r *Request) Get(url string) (*Response, error)                   { return nil, nil }
func (r *Request) Head(url string) (*Response, error)                  { return nil, nil }
func (r *Request) Post(url string) (*Response, error)                  { return nil, nil }
func (r *Request) Put(url string) (*Response, error)                   { return nil, nil }
func (r *Request) Patch(url string) (*Response, error)                 { return nil, nil }
func (r *Request) Delete(url string) (*Response, error)                { return nil, nil }
func (r *Request) Execute(method, url string) (*Response, error)       { return nil, nil }
func (r *Request) Send() (*Response, error)                            { return nil, nil }

func (r *Response) Bytes() []byte   { return nil }
func (r *Response) Result() any     { return nil }
func (r *Response) StatusCode() int { return 0 }
func (r *Response) IsError() bool   { return false }
func (r *Response) String() string  { return "" }
