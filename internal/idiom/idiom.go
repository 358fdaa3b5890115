// Package idiom teaches the evaluator what library functions do: one file per
// library. A model says how a request, a URL, a client or a credential is made,
// changed and sent; it knows no table and no platform.
//
// A new library is one file, its name in [idioms] and its cases; nothing else
// changes.
package idiom

import (
	"strings"
	"sync"

	"github.com/m2me/m2me/internal/flow"
)

// An Idiom is what one library does.
type Idiom struct {
	Name   string
	Values bool // it makes values only: no requests, and nothing that carries a credential
	Models map[string]flow.Model
	Pure   map[string]func(args []*flow.Value) *flow.Value // args[0] is the receiver or nil
}

// idioms is the list of them. They are functions, because most runs for the go
// command need none.
var idioms = []func() Idiom{NetHTTP, NetURL, Text, Encoding, Context, Sync, OAuth2, QueryString, Schema, Pointer,
	Connect, RestyV2, RestyV3, Sling, Requests, RetryableHTTP, FastHTTP, FiberV2, FiberV3, Imroc, Heimdall, GoZeroHTTPC, Gentleman, Grequests, Foreign,
	OAPICodegen, GoOpenAPI, OpenAPIGenerator}

// All returns the idioms. The slice is not to be written to.
var All = sync.OnceValue(func() []Idiom {
	var out []Idiom
	for _, i := range idioms {
		out = append(out, i())
	}
	return out
})

// Models gathers what all idioms know.
func Models() (map[string]flow.Model, map[string]func([]*flow.Value) *flow.Value) {
	models := map[string]flow.Model{}
	pure := map[string]func([]*flow.Value) *flow.Value{}
	for _, i := range All() {
		for name, m := range i.Models {
			models[name] = m
		}
		for name, p := range i.Pure {
			pure[name] = p
		}
	}
	return models, pure
}

// one is a model's single result.
func one(v *flow.Value) []*flow.Value { return []*flow.Value{v} }

// Knows reports whether an idiom models the package at an import path.
func Knows(path string) bool {
	_, ok := packages()[path]
	return ok
}

// Client reports whether a package outside the standard library is one that
// requests or credentials are made with.
func Client(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") && packages()[path]
}

// packages are the import paths of what is modelled, true for clients.
var packages = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, i := range All() {
		for name := range i.Models {
			for at, r := range name { // the path itself may have dots
				if r == '.' {
					out[name[:at]] = out[name[:at]] || !i.Values
				}
			}
		}
	}
	return out
})
