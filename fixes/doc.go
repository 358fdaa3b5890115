// Package fixes is the rewriter: decided calls in, text edits out.
//
// It works in three steps, each a function of the one before.
//
//  1. A shape (the table below) reads a decided rest.Call and says which syntax
//     nodes change and how: operations on expressions and statements.
//  2. The sweep (sweep*.go) follows what dies with them: locals, token fetches
//     with their error checks, unexported helpers, imports.
//  3. The operations of one top-level declaration are carried out on its dst
//     form, the form is printed, and a token diff of old and new text gives
//     the edits. So two fixes in one function merge, and every comment, build
//     tag, cgo preamble and blank line outside the edits stays byte-identical.
//     Import blocks are edited as text: dst never sees them.
//
// The entry points are [Rewrite] for one finding, [Batch] for those of a
// program, and [Batch.RemoveScope] for scopes that no call needs any more.
//
// [Split] stands before all that: it gives functions that users and others share a
// sibling for users, whose calls can then be rewritten.
//
// The shapes, in the letters of the design:
//
//	A  direct.go     request and client in one function
//	B  query.go      a parameter goes out of the text of a URL
//	C  query.go, empty.go  … out of url.Values; an emptied query goes with its "?"
//	D  wrapped.go, guard.go  a wrapper sends, and honours the context
//	D' transport.go, foreign.go  a wrapper that cannot be edited
//	D" copied.go     a wrapper that no context reaches
//	E  builder*.go   builder chains
//	F  urlpath.go    path segments
//	G  constant.go, textedit.go, text.go  a constant is edited only if nobody else uses it
//	H  cleanup.go    scopes
//
// What it assumes: a [File] holds exactly the bytes its syntax was parsed from,
// and its types are complete where a call is rewritten.
//
// What it gives up on, with a [Refusal] that a person can act on: generated and
// test files, files outside the module, files with line directives, format
// strings with argument indexes, ids that are assigned again after the request
// was built, parameters added under a condition it cannot take out as a whole,
// URLs put together in other functions, text that a kept call shares, tokens
// that a wrapper gets under a lock or uses for more than the request.
package fixes
