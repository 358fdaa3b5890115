// Package sling has the signatures of github.com/dghubble/sling that cases use.
package sling

import (
	"io"
	"net/http"
)

type Sling struct{ id int }

type Doer interface {
	Do(req *http.Request) (*http.Response, error)
}

func New() *Sling { return nil }

func (s *Sling) New() *Sling                                         { return nil }
func (s *Sling) Client(httpClient *http.Client) *Sling               { return nil }
func (s *Sling) Doer(doer Doer) *Sling                               { return nil }
func (s *Sling) Base(rawURL string) *Sling                           { return nil }
func (s *Sling) Path(path string) *Sling                             { return nil }
func (s *Sling) Get(pathURL string) *Sling                           { return nil }
func (s *Sling) Post(pathURL string) *Sling                          { return nil }
func (s *Sling) Put(pathURL string) *Sling                           { return nil }
func (s *Sling) Patch(pathURL string) *Sling                         { return nil }
func (s *Sling) Delete(pathURL string) *Sling                        { return nil }
func (s *Sling) Add(key, value string) *Sling                        { return nil }
func (s *Sling) Set(key, value string) *Sling                        { return nil }
func (s *Sling) SetBasicAuth(username, password string) *Sling       { return nil }
func (s *Sling) QueryStruct(queryStruct any) *Sling                  { return nil }
func (s *Sling) Body(body io.Reader) *Sling                          { return nil }
func (s *Sling) BodyJSON(bodyJSON any) *Sling                        { return nil }
func (s *Sling) BodyForm(bodyForm any) *Sling                        { return nil }
func (s *Sling) Request() (*http.Request, error)                     { return nil, nil }
func (s *Sling) ReceiveSuccess(successV any) (*http.Response, error) { return nil, nil }

func (s *Sling) Receive(successV, failureV any) (*http.Response, error) { return nil, nil }

func (s *Sling) Do(req *http.Request, successV, failureV any) (*http.Response, error) {
	return nil, nil
}
