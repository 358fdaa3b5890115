// Package gopls builds the official gopls with the analyzers compiled in.
//
// gopls has no plugins. A file that an overlay adds to its package of settings
// puts the analyzers on the list; gopls itself stays as its authors publish it.
// The build is one of a small module in the user's cache directory, which
// replaces
//
//   - gopls by the directory of the module cache, through a symbolic link: the go
//     command takes no overlay of files below the module cache itself;
//   - golang.org/x/tools by the version that this gopls is made for, because
//     gopls uses its internal packages;
//   - the module of the analyzers by the directory it was built from.
//
// It assumes a go command, and for the first build of a version the network.
package gopls
