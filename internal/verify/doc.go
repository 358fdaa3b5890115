// Package verify stands between a change and the disk.
//
// [Check] applies edits in memory and type-checks what they touch: the changed
// packages, their test variants and everything that imports them. It assumes
// that the program was loaded by go/packages with syntax and types, and reuses
// both: only changed files are parsed again, and what lies outside the module
// comes from the types that are loaded already. Where the compiler finds an
// error that was not there before, the edits it points to are taken back, the
// rest is proposed again, until nothing new is wrong.
//
// [Diff] prints a change set as git does. [Write] puts it on disk so that every
// file is whole at every moment.
//
// It gives up on files that cgo rewrites: their positions are not those of the
// source. Edits of such files are refused.
package verify
