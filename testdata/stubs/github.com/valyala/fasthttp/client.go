// Package fasthttp has the signatures of github.com/valyala/fasthttp's client
// that cases use.
package fasthttp

import "time"

type Client struct{ ReadTimeout time.Duration }

type Request struct{ Header RequestHeader }

type Response struct{ id int }

type RequestHeader struct{ id int }

type URI struct{ id int }

type Args struct{ id int }

func AcquireRequest() *Request       { return nil }
func ReleaseRequest(req *Request)    {}
func AcquireResponse() *Response     { return nil }
func ReleaseResponse(resp *Response) {}

func Do(req *Request, resp *Response) error { return nil }

func DoTimeout(req *Request, resp *Response, timeout time.Duration) error { return nil }

func Get(dst []byte, url string) (statusCode int, body []byte, err error) { return 0, nil, nil }

func (c *Client) Do(req *Request, resp *Response) error { return nil }

func (c *Client) DoTimeout(req *Request, resp *Response, timeout time.Duration) error { return nil }

func (c *Client) Get(dst []byte, url string) (statusCode int, body []byte, err error) {
	return 0, nil, nil
}

func (req *Request) SetRequestURI(requestURI string) {}
func (req *Request) URI() *URI                       { return nil }
func (req *Request) PostArgs() *Args                 { return nil }
func (req *Request) SetBody(body []byte)             {}
func (req *Request) SetBodyString(body string)       {}

func (h *RequestHeader) Set(key, value string)   {}
func (h *RequestHeader) Add(key, value string)   {}
func (h *RequestHeader) SetMethod(method string) {}

func (u *URI) QueryArgs() *Args                  { return nil }
func (u *URI) SetQueryString(queryString string) {}

func (a *Args) Set(key, value string) {}
func (a *Args) Add(key, value string) {}

func (resp *Response) Body() []byte    { return nil }
func (resp *Response) StatusCode() int { return 0 }

type HostClient struct {
	Addr  string
	IsTLS bool
}

func (c *HostClient) Do(req *Request, resp *Response) error { return nil }

func (req *Request) SetHost(host string) {}

func (h *RequestHeader) SetBytesV(key string, value []byte) {}
func (h *RequestHeader) SetMethodBytes(method []byte)       {}

func (u *URI) SetScheme(scheme string) {}
func (u *URI) SetHost(host string)     {}
func (u *URI) SetPath(path string)     {}
func (u *URI) Update(newURI string)    {}
