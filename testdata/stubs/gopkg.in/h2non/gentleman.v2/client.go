// Package gentleman has the signatures of gopkg.in/h2non/gentleman.v2 that cases use.
package gentleman

type Client struct{}

func New() *Client { return nil }

func (c *Client) URL(uri string) *Client              { return c }
func (c *Client) SetHeader(key, value string) *Client { return c }
func (c *Client) Request() *Request                   { return nil }
func (c *Client) Get() *Request                       { return nil }

type Request struct{}

func (r *Request) URL(uri string) *Request { return r }

func (r *Request) Path(path string) *Request             { return r }
func (r *Request) AddPath(path string) *Request          { return r }
func (r *Request) Param(name, value string) *Request     { return r }
func (r *Request) SetQuery(name, value string) *Request  { return r }
func (r *Request) SetHeader(name, value string) *Request { return r }
func (r *Request) Send() (*Response, error)              { return nil, nil }

type Response struct{ StatusCode int }
