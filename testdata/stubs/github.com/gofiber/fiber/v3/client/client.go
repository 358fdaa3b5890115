// Package client has the signatures of github.com/gofiber/fiber/v3/client that
// cases use.
package client

import (
	"context"
	"time"
)

type Client struct{ name string }

type Request struct{ name string }

type Response struct{ name string }

type RequestHook func(*Client, *Request) error

// Config describes a request.
type Config struct {
	Ctx       context.Context
	Body      any
	Header    map[string]string
	Param     map[string]string
	PathParam map[string]string
	Timeout   time.Duration
}

func New() *Client { return nil }
func C() *Client   { return nil }

func Get(url string, cfg ...Config) (*Response, error) { return nil, nil }

func AcquireRequest() *Request { return nil }

func (c *Client) R() *Request                                            { return nil }
func (c *Client) SetBaseURL(url string) *Client                          { return c }
func (c *Client) SetHeader(key, val string) *Client                      { return c }
func (c *Client) SetTimeout(t time.Duration) *Client                     { return c }
func (c *Client) AddRequestHook(h ...RequestHook) *Client                { return c }
func (c *Client) Get(url string, cfg ...Config) (*Response, error)       { return nil, nil }
func (c *Client) Post(url string, cfg ...Config) (*Response, error)      { return nil, nil }
func (c *Client) Custom(url, m string, cfg ...Config) (*Response, error) { return nil, nil }

func (r *Request) SetContext(ctx context.Context) *Request { return r }
func (r *Request) SetHeader(key, val string) *Request      { return r }
func (r *Request) SetParam(key, val string) *Request       { return r }
func (r *Request) SetPathParam(key, val string) *Request   { return r }
func (r *Request) SetParamsWithStruct(v any) *Request      { return r }
func (r *Request) SetURL(url string) *Request              { return r }
func (r *Request) SetMethod(method string) *Request        { return r }
func (r *Request) Get(url string) (*Response, error)       { return nil, nil }
func (r *Request) Send() (*Response, error)                { return nil, nil }

func (r *Response) Body() []byte     { return nil }
func (r *Response) StatusCode() int  { return 0 }
func (r *Response) JSON(v any) error { return nil }
func (r *Response) Close()           {}
