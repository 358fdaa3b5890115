package flow

import (
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// A Wire is a summary in a form that can be stored: values are numbered, and
// syntax is left out. It holds nothing of any table, no absolute path and no
// map, so equal code gives equal bytes.
type Wire struct {
	Types []string // of the nodes: "*net/http.Request"
	Nodes []*WireNode
	Sends []WireSend
	Funcs []WireFunc // function values among the nodes
	WireSummary
}

// Among returns what is known of a call that reaches this method of one type and may as
// well reach those of others: it makes these requests, and what it returns is unknown.
func (w *Wire) Among() *Wire {
	out := &Wire{Types: w.Types, Nodes: append(slices.Clone(w.Nodes), &WireNode{Op: Unknown, Text: "the result of one of several methods"}),
		Sends: w.Sends, Funcs: w.Funcs}
	out.Out = w.Out
	out.Results = slices.Repeat([]int{len(out.Nodes)}, len(w.Results))
	return out
}

// A WireSummary is a Summary.
type WireSummary struct {
	Results []int
	Params  []int
	Out     []int // requests, as indexes into Sends plus one
	Equal   []int // pairs that are equal when the last result is true, or no error
	Always  []int // … whenever it returns
	Never   bool
	Ends    bool
	Gate    *WireGate
	Dyn     []WireDyn
	Regs    []WireReg
}

// A WireGate is a Gate.
type WireGate struct {
	Next  int
	Args  []int
	Equal []int
}

// A WireFunc is a function value: a literal that was returned or kept, or a
// function that callers cannot name.
type WireFunc struct {
	Name     rest.Func
	Lit      bool // it sees the parameters of the function that the summary is of
	Params   int
	Variadic bool
	WireSummary
}

// A WireDyn is a DynCall.
type WireDyn struct {
	Fn     int
	Method string
	Home   string
	Args   []int
	Conds  []int
	Negs   []bool
	Equal  []int
}

// A WireReg is a Reg that forwards what a caller hands over.
type WireReg struct {
	Kind                       rest.Kind
	Trigger, Method            string
	Pattern, Fn, Router, Child int
	Enqueue, Session           bool
}

// A WireNode is one value. References are indexes into Nodes plus one, so that
// zero means none.
type WireNode struct {
	Op   Op
	Text string
	Num  int
	Of   int // a Param: one for the function that the summary is of, two and on for Funcs; a FuncVal or Response: into Funcs or Sends plus one
	Type int // into Types plus one
	Ref  bool
	Hole string
	Args []int
	Bind []int // of a FuncVal: triples of owner, number and value
	Cond int
	Neg  bool

	Obj  *WireObject
	Cred *WireCred
}

// A WireObject is an Object.
type WireObject struct {
	Kind   string
	Base   int
	Names  []string
	Fields []int
	Log    []WireEntry
}

// A WireCred is a Cred.
type WireCred struct {
	Grant    rest.Grant
	Scopes   []int
	TokenURL int
	Account  int
	Why      string
}

// A WireEntry is an Entry.
type WireEntry struct {
	Op       string
	Key, Val int
	Cond     int
	Neg      bool
}

// A WireSend is a Send; its frames are names.
type WireSend struct {
	Lib                                   string
	Method, URL, Query, Body, Client, Ctx int
	Header                                int
	ClientText                            string
	Default                               bool
	Conds                                 []int
	Negs                                  []bool
	Equal                                 []int
	Frames                                []WireFrame
	Inner                                 bool
}

// A WireFrame is a Frame.
type WireFrame struct {
	In   rest.Func
	To   string
	At   rest.Pos
	Said Said
}
