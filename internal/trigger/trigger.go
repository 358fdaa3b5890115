// Package trigger is the knowledge of frameworks: by which functions they are
// told what to run, for whom it then runs, and how it reads what came in.
//
// It is data, one file per framework. A new framework is one file, its name in
// [All] and its cases; nothing else changes. Functions are named as
// "import/path.Type.Method", without pointers and type arguments.
package trigger

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// A Trigger is what one framework says about who runs what.
type Trigger struct {
	Name        string
	Regs        []Reg
	Routers     []Router
	Methods     []Method
	Shapes      []Shape
	Fields      []Field
	Pulls       []Pull
	RouterTypes []string // full names of the types that functions are registered on
	Enqueues    []Enqueue
	Sources     []Source
	Recalls     []string // functions that keep a value under a key, or return what was kept (argument 0)
	Payloads    []Payload
}

// A Reg says that argument Fn of Func is a function, or a value with methods,
// that runs for Kind.
type Reg struct {
	Func    string
	Fn      int       // index of the argument; All for every function among them
	Pattern int       // index of the route, schedule or subject; None if there is none
	Method  string    // HTTP method that the name implies; "arg" if argument 0 names it
	Kind    rest.Kind // ByUser: unless the route pattern says otherwise
	Methods []string  // of a value with methods: those that run; by Kind if there are none
	Keeps   bool      // nothing is run: the value is kept for later, under the key in argument Pattern
}

// All and None are special argument indexes.
const (
	All  = -2
	None = -1
)

// A Router says how one router is made out of another.
type Router struct {
	Func    string
	Form    RouterForm
	Pattern int
	Fn      int

	Embedded string // field of the receiver that is the router
}

// RouterForm is what a router function does.
type RouterForm uint8

// The forms.
const (
	SubRouter  RouterForm = iota // returns a router below Pattern: g := r.Group("/admin")
	RouteFunc                    // calls Fn with a router below Pattern: r.Route("/admin", func(r) {…})
	Mount                        // serves the handler Fn below Pattern
	Middleware                   // puts Fn around what is registered later: r.Use(mw)
	With                         // returns a router with Fn around what is registered on it
)

// A Method says that method Name of a type that implements Iface runs for Kind.
type Method struct {
	Iface string
	Name  string
	Kind  rest.Kind
}

// A Field says that functions put into these fields of a struct run for Kind.
type Field struct {
	Type  string
	Names []string
	Kind  rest.Kind
}

// A Shape says that a function with these parameter types runs for Kind when
// nothing else is known about it.
type Shape struct {
	Params []string // full type names, without pointers
	Kind   rest.Kind
}

// A Pull says that what follows a call of Func in a loop runs for Kind, and that
// what it returns is a payload.
type Pull struct {
	Func string
	Kind rest.Kind
}

// An Enqueue says that Func hands work to a consumer of the topic in argument Topic.
type Enqueue struct {
	Func  string
	Topic int
}

// A Source says whose id a value is that Func returns.
type Source struct {
	Func      string
	Subject   rest.Subject
	Presented bool // what the caller presents and a session is looked up with: a cookie
	Header    bool // the header of the request that the last argument names
}

// A Payload says whose id a value is that is read from a parameter of Type.
type Payload struct {
	Type    string
	Subject rest.Subject
}

// Triggers is the list of frameworks, in the order they are tried.
var Triggers = []*Trigger{&NetHTTP, &Chi, &GorillaMux, &Gin, &Echo, &Fiber, &HTTPRouter, &Cron, &Time, &Queues, &Sessions}

// Knows reports whether a trigger knows the package at an import path.
func Knows(path string) bool {
	for _, t := range Triggers {
		for _, r := range t.Regs {
			if strings.HasPrefix(r.Func, path+".") {
				return true
			}
		}
	}
	return false
}
