// Package huma has the signatures of github.com/danielgtaylor/huma/v2 that cases use.
package huma

import "context"

type API interface{ Title() string }

type Operation struct{ Method, Path string }

type Group struct{ API }

func NewGroup(api API, prefixes ...string) *Group { return nil }

func Register[I, O any](api API, op Operation, handler func(context.Context, *I) (*O, error)) {}

func Get[I, O any](api API, path string, handler func(context.Context, *I) (*O, error), operationHandlers ...func(o *Operation)) {
}
