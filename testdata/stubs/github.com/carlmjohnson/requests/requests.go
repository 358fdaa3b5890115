// Package requests has the signatures of github.com/carlmjohnson/requests that
// cases use.
package requests

import (
	"context"
	"net/http"
	"net/url"
)

type Builder struct{ id int }

type Config = func(rb *Builder)

func URL(baseurl string) *Builder { return nil }
func New(cfgs ...Config) *Builder { return nil }

func (rb *Builder) BaseURL(baseurl string) *Builder                    { return nil }
func (rb *Builder) Host(host string) *Builder                          { return nil }
func (rb *Builder) Path(path string) *Builder                          { return nil }
func (rb *Builder) Pathf(format string, a ...any) *Builder             { return nil }
func (rb *Builder) Param(key string, values ...string) *Builder        { return nil }
func (rb *Builder) ParamInt(key string, value int) *Builder            { return nil }
func (rb *Builder) Params(m map[string][]string) *Builder              { return nil }
func (rb *Builder) Header(key string, values ...string) *Builder       { return nil }
func (rb *Builder) Bearer(token string) *Builder                       { return nil }
func (rb *Builder) BasicAuth(username, password string) *Builder       { return nil }
func (rb *Builder) Method(method string) *Builder                      { return nil }
func (rb *Builder) Post() *Builder                                     { return nil }
func (rb *Builder) Put() *Builder                                      { return nil }
func (rb *Builder) Delete() *Builder                                   { return nil }
func (rb *Builder) BodyJSON(v any) *Builder                            { return nil }
func (rb *Builder) BodyForm(data url.Values) *Builder                  { return nil }
func (rb *Builder) Client(cl *http.Client) *Builder                    { return nil }
func (rb *Builder) Transport(rt http.RoundTripper) *Builder            { return nil }
func (rb *Builder) CheckStatus(acceptStatuses ...int) *Builder         { return nil }
func (rb *Builder) ToJSON(v any) *Builder                              { return nil }
func (rb *Builder) ToString(sp *string) *Builder                       { return nil }
func (rb *Builder) Clone() *Builder                                    { return nil }
func (rb *Builder) Request(ctx context.Context) (*http.Request, error) { return nil, nil }
func (rb *Builder) Do(req *http.Request) error                         { return nil }
func (rb *Builder) Fetch(ctx context.Context) error                    { return nil }
