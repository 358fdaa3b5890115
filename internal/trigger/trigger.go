// Package trigger is the knowledge of frameworks: by which functions they are
// told what to run, for whom it then runs, and how it reads what came in.
//
// It is data, one file per framework. A new framework is one file, its name in
// [All] and its cases; nothing else changes. Functions are named as
// "import/path.Type.Method", without pointers and type arguments.
package trigger

import (
	"strings"
	"sync"

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
	Inputs      []Input
	Services    []Service
	Embeds      []Embed
	Chains      []Chain
}

// A Reg says that argument Fn of Func is a function, or a value with methods,
// that runs for Kind.
type Reg struct {
	Func    string
	Fn      int       // index of the argument; All for every function among them
	Pattern int       // index of the route, schedule or subject; None if there is none
	Method  string    // HTTP method that the name implies; "arg" if argument 0 names it
	Kind    rest.Kind // ByUser: unless the route pattern says otherwise
	Methods []string  // of a value with methods: those that run, or Exported; by Kind if there are none
	Keeps   bool      // nothing is run: the value is kept for later, under the key in argument Pattern
	Session bool      // likewise, in the session
	On      int       // the argument that is the router, counted from 1; 0 for the receiver
	Field   string    // field of the Pattern argument, or of a row, that holds the route
	Row     string    // argument Fn is a row of a table, or a table: the field of a row that holds the function
	Prefix  string    // of a table: the option that puts its routes below its argument
	ByInput bool      // for whom it runs is what its parameters say (Inputs), else Kind
}

// All, None and Receiver are special argument indexes.
const (
	Receiver = -3
	All      = -2
	None     = -1
)

// Exported stands for all exported methods of a value.
const Exported = "*"

// A Router says how one router is made out of another.
type Router struct {
	Func    string
	Form    RouterForm
	Pattern int
	Fn      int

	Embedded string // field of the receiver that is the router
	On       int    // the argument that is the outer router, counted from 1; 0 for the receiver
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
	Prefixed                     // puts the router itself below Pattern: ws.Path("/admin")
	Around                       // returns the function Fn with something around it
	Table                        // returns the rows after argument Fn as a table, with Fn around them
)

// A Method says that method Name of a type that implements Iface runs for Kind.
type Method struct {
	Iface string
	Name  string
	Kind  rest.Kind
}

// A Field says that functions put into these fields of a struct run for Kind.
type Field struct {
	Type    string
	Names   []string
	Kind    rest.Kind
	Pattern string   // the field beside it that holds the route, if there is one
	Methods []string // as in a Reg
}

// A Shape says that a function with these parameter types runs for Kind when
// nothing else is known about it.
type Shape struct {
	Params []string // full type names, without pointers
	Kind   rest.Kind
}

// A Pull says that what follows a call of Func in a loop runs for Kind, and that
// what it returns is a payload. Teams put interfaces of their own before such a
// function: a call is known by the type it takes, too.
type Pull struct {
	Func  string
	Takes string // or any function with a parameter of this type
	Kind  rest.Kind
}

// An Enqueue says that Func hands work to a consumer of the topic in argument
// Topic: a text, a function, or a value that holds it or whose type it is.
type Enqueue struct {
	Func  string
	Topic int
	Takes string // or any function with a parameter of this type, which is the topic
	Sent  string // or a value of this type that is sent to a channel
}

// A Source says whose id a value is that Func returns.
type Source struct {
	Func      string
	Subject   rest.Subject
	Presented bool   // what the caller presents and a session is looked up with: a cookie
	Header    bool   // the header of the request that the last argument names
	Unless    string // not if an argument is the result of this function
	Fails     bool   // nor if nobody looks at its error: it returns what it read all the same
}

// A Payload says whose id a value is that is read from a parameter of Type, or
// from these fields of it alone.
type Payload struct {
	Type    string
	Subject rest.Subject
	Fields  []string
}

// An Input says that a function which takes a parameter of Type runs for Kind.
type Input struct {
	Type string
	Kind rest.Kind
}

// A Service says how generated code is told which value serves requests: a
// function with such a name takes it. The methods of its interface run for Kind,
// unless routes say more.
type Service struct {
	Prefix, Suffix string // of the name of the function
	Mark           string // full name of the type of a parameter or result; of its last part alone if there is no package
	Iface          string // name of the interface; any parameter that is one if empty
	Kind           rest.Kind
}

// An Embed says that the exported methods of what embeds Type run for Kind.
type Embed struct {
	Type string
	Kind rest.Kind
}

// A Chain says by which functions a handler lets the next one of a route run, and
// by which it stops that. Where it returns, the next one runs too if it is given a
// value of the type Falls. Changes are what gives a request other parameters than it
// came with: what they were compared with before holds no longer.
type Chain struct {
	Next, Ends []string
	Falls      string
	Changes    []string
}

// triggers is the list of frameworks, in the order they are tried. They are
// functions, because most runs for the go command need none.
var triggers = []func() Trigger{NetHTTP, Chi, GorillaMux, Gin, Echo, Fiber, HTTPRouter, FastHTTP, Hertz, Iris,
	GoRestful, GoZero, Beego, GoFrame, Buffalo, Revel, Huma, Kratos, GRPC, Connect, Twirp, Generated, MCP, Lambda, Functions, Admission,
	Cron, Gocron, Time, Wait, Asynq, River, Workers, Workflows, NATS, Kafka, Queues, Controllers, CLI, Sessions}

// Triggers returns the frameworks, in the order they are tried. The slice is not to
// be written to.
var Triggers = sync.OnceValue(func() []*Trigger {
	var out []*Trigger
	for _, t := range triggers {
		f := t()
		out = append(out, &f)
	}
	return out
})

// Knows reports whether a trigger knows the package at an import path.
func Knows(path string) bool { return known()[path] }

// known are the import paths of what the triggers are about.
var known = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, t := range Triggers() {
		for _, name := range t.names() {
			for i := strings.LastIndex(name, "/") + 1; i < len(name); i++ {
				if name[i] == '.' {
					out[name[:i]] = true
				}
			}
		}
	}
	return out
})

// names returns the functions and types that a trigger is about.
func (t *Trigger) names() []string {
	var names []string
	for _, r := range t.Regs {
		names = append(names, r.Func)
	}
	for _, r := range t.Routers {
		names = append(names, r.Func)
	}
	for _, s := range t.Services {
		names = append(names, s.Mark)
	}
	for _, e := range t.Embeds {
		names = append(names, e.Type)
	}
	for _, p := range t.Payloads {
		names = append(names, p.Type)
	}
	return names
}
