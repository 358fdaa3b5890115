package fiber

import "time"

// Client sends requests through agents.
type Client struct{ UserAgent string }

// Agent is a request on its way.
type Agent struct{ Name string }

func AcquireAgent() *Agent  { return nil }
func ReleaseAgent(a *Agent) {}

func Get(url string) *Agent  { return nil }
func Post(url string) *Agent { return nil }

func (c *Client) Get(url string) *Agent  { return nil }
func (c *Client) Post(url string) *Agent { return nil }

func (a *Agent) Set(k, v string) *Agent                { return a }
func (a *Agent) SetBytesV(k string, v []byte) *Agent   { return a }
func (a *Agent) QueryString(queryString string) *Agent { return a }
func (a *Agent) Timeout(timeout time.Duration) *Agent  { return a }
func (a *Agent) Parse() error                          { return nil }

func (a *Agent) Bytes() (int, []byte, []error)       { return 0, nil, nil }
func (a *Agent) String() (int, string, []error)      { return 0, "", nil }
func (a *Agent) Struct(v any) (int, []byte, []error) { return 0, nil, nil }
