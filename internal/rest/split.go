package rest

// A Split says how a function that runs for users and for somebody else becomes
// two: each of Funcs gets a sibling for users, and Calls go to the siblings.
// Everybody else goes on calling the originals.
type Split struct {
	Funcs []Span // declared functions that both reach, the one that makes the request first
	Calls []SplitCall
	Why   string // why it cannot be done; empty if it can
}

// A SplitCall is a call of one of the functions that become two.
type SplitCall struct {
	At Span // the call expression
	To Span // the declaration that it reaches
	// Shared says that users and others make the call: only its copy, in the
	// sibling of the function around it, goes to the sibling.
	Shared bool
}
