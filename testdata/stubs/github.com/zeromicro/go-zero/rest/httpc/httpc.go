// Package httpc has the signatures of github.com/zeromicro/go-zero/rest/httpc that cases use.
package httpc

import (
	"context"
	"net/http"
)

type Option func(r *http.Request) *http.Request

type Service interface {
	Do(ctx context.Context, method, url string, data any) (*http.Response, error)
	DoRequest(r *http.Request) (*http.Response, error)
}

func NewService(name string, opts ...Option) Service                             { return nil }
func NewServiceWithClient(name string, cli *http.Client, opts ...Option) Service { return nil }

func Do(ctx context.Context, method, url string, data any) (*http.Response, error) { return nil, nil }
func DoRequest(r *http.Request) (*http.Response, error)                            { return nil, nil }
