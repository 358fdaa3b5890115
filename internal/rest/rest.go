// Package rest is the vocabulary of the tool: what a REST call says, whose token
// it carries, for whom it runs and where it stands in the source.
//
// It holds values only: no syntax trees, no types, no clock, no disk. A [Call] is
// filled once by the recogniser; every later stage is a function of it. The zero
// value of every enumeration means "unknown", and an unknown comes with a
// [Doubt] that tells a person why.
package rest

import (
	"go/token"
	"strings"
)

// A Call is one HTTP request on one call path, as far as it can be known
// without running the program.
type Call struct {
	Method string   // "GET"; empty if it is not constant
	URL    Template // scheme, host and path; the query is in Query
	Query  []Param  // parameters of the query string, in source order
	Body   []Param  // fields of a form or JSON body, as far as they were seen
	Header []Param  // headers that were set, without the credential

	// Made is the expression that builds the request, where it stands in the
	// function of Frames[0] apart from the call that sends it:
	// http.NewRequestWithContext(…).
	Made Span

	// RawQuery is what stands behind "?" but could not be read as parameters.
	RawQuery Template

	Auth Auth
	User User // filled by the decision stage: it needs the table

	// Frames is the way from the function where the endpoint becomes concrete
	// (Frames[0]) down to the function that puts the request on the wire.
	Frames []Frame

	// Callers are the frames above Frames[0] through which the user id, the
	// credential or the context came in, innermost first.
	Callers []Frame

	Client Client
	Ctx    Context

	Library string // "net/http", "resty", …
	Doubts  []Doubt
}

// Span is a range of source in the file set of the run. It is zero when the
// syntax is not at hand, as for what was read from a fact.
type Span struct{ Pos, End token.Pos }

// IsValid reports whether the span points to syntax that is at hand.
func (s Span) IsValid() bool { return s.Pos.IsValid() }

// A Pos is a source position that is the same on every machine.
type Pos struct {
	Pkg  string // import path
	File string // base name
	Line int
}

// A Func names a function as the plan prints it.
type Func struct {
	Pkg  string // import path
	Name string // "F", "(*T).M", "T.M", "F.func1"
}

// A Frame is one call on the way to the wire.
type Frame struct {
	In   Func   // the function that makes the call
	Call Span   // the call expression
	At   Pos    // the same place, for people and for facts
	To   string // what is called, for people: "(*Client).get", "http.Client.Do"
	Ctx  Span   // the context argument, if the call has one
}

// A Doubt says what could not be read, where, and why.
type Doubt struct {
	What string // "method", "url", "credential", "user", "context"
	Why  string // a sentence part a person can act on
	At   Pos
}

// Auth is the credential that a call carries.
type Auth struct {
	Grant    Grant
	Scopes   []string // what the credential asks for, in source order
	Dynamic  bool     // the scopes are not all constant
	TokenURL Template // where it was obtained, if known
	EnvVar   string   // the environment variable of a static token
	From     Pos      // where it is obtained or configured
	FromSpan Span
	ScopeSrc []Span // the element of each scope in source, parallel to Scopes
	Why      string // why the grant is unknown or mixed, or how it is known

	Carrier Carrier
	Name    string // header or query parameter that carries it
	Set     []Span // statements that put it on the request: req.Header.Set(…)
	Token   Span   // the token expression in such a statement
}

// InQuery reports whether parameter key of the query carries the credential.
func (a Auth) InQuery(key string) bool { return a.Carrier == CarrierQuery && a.Name == key }

// Grant is how a credential was obtained (RFC 6749 section 1.3).
type Grant uint8

// The grants. The first two are machine to machine.
const (
	GrantUnknown      Grant = iota
	ClientCredentials       // RFC 6749 section 4.4, or account_credentials
	StaticToken             // a configured token of the service itself
	UserToken               // authorization code, or a token that belongs to one user
	NoCredential            // the call carries none
	MixedGrant              // one call path sends machine tokens, another a user's
)

var grantNames = [...]string{"unknown", "client_credentials", "static token", "user token", "none", "mixed"}

func (g Grant) String() string { return grantNames[g] }

// M2M reports whether the credential belongs to the service itself.
func (g Grant) M2M() bool { return g == ClientCredentials || g == StaticToken }

// Carrier is where a credential travels.
type Carrier uint8

// The carriers.
const (
	CarrierUnknown Carrier = iota
	CarrierHeader          // set on the request by a statement
	CarrierClient          // added by the client's transport
	CarrierQuery           // ?access_token=
)

// Client is the expression that sends.
type Client struct {
	Expr    Span   // "c.http" in c.http.Do(req); zero for http.Get(u)
	Text    string // its source text
	Default bool   // http.DefaultClient, http.Get and friends
	Authed  bool   // the client itself adds the M2M credential (oauth2 transport)
	Choice  bool   // connect.HTTPClient or connect.Transport: honours the context's user
	Init    Span   // the expression that builds a client kept in a field or variable
	Swap    Swap   // for a library other than net/http
}

// Context is the context.Context of a call, seen from Frames[0].
type Context struct {
	Expr Span   // the expression in Frames[0], if any
	Text string // its source text
	User bool   // connect.WithUser names a user

	Incoming string // the parameter of Frames[0] whose own context it is: a request being served
}

// User is whose data the call asks for.
type User struct {
	In      Place
	Name    string // parameter or segment name: "user_id", "person_id"
	Index   int    // index into Query, Body or Header; of the path segment for InPath
	Value   Template
	Expr    Span // the expression of the id in Frames[0]
	Subject Subject
	Proof   []string // how the subject is known, outermost first
	Doubt   string   // why an id that the acting user led to may be somebody else's
	Cond    bool     // only sent under a condition
	Batch   bool     // several ids in one call
}

// Place is the part of a request that names the user.
type Place uint8

// The places.
const (
	Nowhere Place = iota
	InQuery
	InPath
	InBody
	InHeader
)

// Subject is whose id it is that the call sends.
type Subject uint8

// The subjects, in the words of the plan.
const (
	SubjectUnknown Subject = iota
	Session                // the acting user
	Request                // whoever the incoming request names
	Loop                   // many users
	Job                    // payload of an event, a task, a webhook
	Constant               // a literal or configuration
	None                   // the call names nobody
)

var subjectNames = [...]string{"unknown", "session", "request", "loop", "job", "constant", "none"}

func (s Subject) String() string { return subjectNames[s] }

// Kind is on whose behalf code runs.
type Kind uint8

// The kinds, in the words of the plan.
const (
	Unknown   Kind = iota
	ByUser         // because a user did something
	Scheduled      // a timer
	Event          // a message, a webhook, another service
	Batch          // a command, main, start-up
	Admin          // staff
	Both           // a user on one path, something else on another
)

var kindNames = [...]string{"unknown", "user", "scheduled", "event", "batch", "admin", "both"}

func (k Kind) String() string { return kindNames[k] }

// Origin says on whose behalf code runs, and how that is known.
type Origin struct {
	Kind Kind
	Via  []Step // from the root to the function that makes the call
	Also []Step // for Both: the other way in
	Why  string // why it is unknown
	Open bool   // where it is unknown: code out of sight may call it
	// Unseen says that nobody in sight registers the handler it starts with, so
	// that its shape alone makes it one, or that the handler itself is out of sight.
	Unseen bool
}

// A Step is one link of an evidence chain.
type Step struct {
	Text string // "GET /dashboard", "(*Server).Dashboard", "cron.AddFunc"
	At   Pos
	Span Span
}

// A Param is a named value of a request.
type Param struct {
	Key   string // empty if it is not constant
	Value Template
	Form  ParamForm
	Src   Span // the statement, element, text or link that adds it; a link begins at its dot
	Cond  bool // only added under a condition
	Multi bool // several values under one key

	// Of a ParamText: the key, "=" and the value as they are written, and the
	// "?" or "&" on either side.
	Text, Before, After Template
}

// ParamForm is how the source adds a parameter, and so how it can be taken out.
type ParamForm uint8

// The forms.
const (
	ParamElsewhere ParamForm = iota // not in Frames[0]: it cannot be taken out here
	ParamText                       // in a URL text: "…?user_id=" + id, or a Sprintf format
	ParamElement                    // an element of a composite literal
	ParamStmt                       // a statement: q.Set("user_id", id)
	ParamLink                       // a link of a builder chain: .SetQueryParam("user_id", id)
	ParamPair                       // two arguments, or elements, beside each other: "user_id", id
	ParamOption                     // a function that a caller hands over: it cannot be taken out here
)

// A Template is text with holes: {base} "/v1/users/" {id} "/settings".
type Template []Part

// A Part is literal text or a hole.
type Part struct {
	Text string // the text; empty for a hole
	Hole string // the source text of the expression; empty for text
	List bool   // of a hole: it is the texts of a list, joined
	Form PartForm
	Src  Span // text: exactly the bytes that spell it, or the reference to a constant; hole: the expression
	Verb Span // the verb in a format string, for PartVerb
	Link Span // the setter that fills the hole, for PartKey
}

// PartForm is how the source spells a part.
type PartForm uint8

// The forms.
const (
	PartElsewhere PartForm = iota // outside Frames[0], or computed
	PartLit                       // text inside a string literal
	PartName                      // text of a named constant; Src is the name
	PartOperand                   // a hole that is an operand of +
	PartVerb                      // a hole that is an argument of a format verb
	PartArg                       // a text or hole that is an argument of a joining function
	PartKey                       // a hole that a setter fills by name; Verb is "{name}" in the text, Link the setter
)

// IsHole reports whether the part is a hole.
func (p Part) IsHole() bool { return p.Hole != "" }

// String prints the template with {hole} for its holes.
func (t Template) String() string {
	var b strings.Builder
	for _, p := range t {
		if p.IsHole() {
			b.WriteString("{" + p.Hole + "}")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// Const returns the text of a template without holes.
func (t Template) Const() (string, bool) {
	for _, p := range t {
		if p.IsHole() {
			return "", false
		}
	}
	return t.String(), true
}

func posLen(s string) token.Pos { return token.Pos(len(s)) }
