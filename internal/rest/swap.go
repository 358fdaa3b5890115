package rest

// A Swap says how a library that wraps net/http is made to send with another
// *http.Client. It is all that a rewrite knows about the library. The zero Swap
// is net/http itself.
type Swap struct {
	Pkg string // import path of the library
	Why string // what to do instead, if there is no mechanical way

	Link string // the method of its builders that takes an *http.Client: "Client"

	New       string // its function that makes a client: "New"
	With      string // the same with an *http.Client: "NewWithClient"
	Inner     string // the method that returns the *http.Client inside: "GetClient"
	Request   string // the method of a client that begins a request: "R"
	Context   string // the method of a request that takes a context: "SetContext"
	Transport string // the method of a client that takes a transport: "SetTransport"

	Field string // the field of its client that holds the *http.Client: "HTTPClient"

	Plain   bool     // nothing but what an *http.Client holds was set on the client
	Carried []string // what was set on it and would be lost: "SetBaseURL"
}
