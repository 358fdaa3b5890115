package decide

import (
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// Action is what should happen to a call.
type Action uint8

// The actions, in the words of the plan. The zero value means that the call is
// nobody's business and is not reported.
const (
	Ignore Action = iota
	Migrate
	Keep
	Ask
)

var actionNames = [...]string{"ignore", "migrate", "keep", "ask"}

func (a Action) String() string { return actionNames[a] }

// A Verdict is the answer of the first rule that speaks.
type Verdict struct {
	Action Action
	Rule   Rule
	Reason string // one sentence part, lower case, no full stop
	Todo   string // for Ask: what a person can do about it

	// Offer says that a fix may be offered though the verdict is an ask:
	// "request" (with -subject=request), "unknown" (with -unknown), "split".
	Offer string
}

// A Directive is a //m2me: comment that governs a call.
type Directive struct {
	Verb   string // "keep", "user", "scheduled"
	Reason string
	At     rest.Pos
}

// Input is everything the rules look at.
type Input struct {
	Call      rest.Call
	Origin    rest.Origin
	Match     scopemap.Match
	Directive *Directive // a keep directive on the statement, function or package
	Deferred  string     // how a user handler enqueues the work, if it does: "asynq task email:send"
	Sessions  int        // session ids in scope at Frames[0], for calls without a user id
}

// A Finding is a call with its verdict.
type Finding struct {
	Input
	Verdict
}
