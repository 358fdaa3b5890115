// Package scopemap reads the table that says which REST calls of which platform
// have a form for a user's own token, and matches calls against it.
//
// A table is YAML: the format is the types of this package ([File] and below),
// whose comments are also its documentation. The built-in table is
// scopemap.yaml at the root of the repository; a user's own is merged over it.
// A new platform is YAML only.
//
// What it assumes: a path is enough to tell a call once the platform is known;
// a hole of a call can be any text, so it fits only a hole of a row, never a
// word that happens to stand in the table. What it gives up on: paths that are
// holes altogether, and bodies that were not read where a body decides.
package scopemap
