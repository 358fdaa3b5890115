package scopetable

import "github.com/m2me/m2me/internal/scopemap"

// A Source says what is known about a directory beside the code in it.
type Source interface {
	// Table returns the table that governs a directory.
	Table(dir string) (*scopemap.Table, error)

	// Module returns the path of the user's module around a directory, empty if
	// it is somebody else's or not known.
	Module(dir string) string

	// HasPackage reports whether the module around a directory, or its workspace,
	// has a package.
	HasPackage(dir, path string) bool
}

// Disk is the Source that looks beside go.mod.
type Disk struct{}

// Table implements [Source].
func (Disk) Table(dir string) (*scopemap.Table, error) { return For(dir) }

// Module implements [Source].
func (Disk) Module(dir string) string { return Module(dir) }

// HasPackage implements [Source].
func (Disk) HasPackage(dir, path string) bool { return HasPackage(dir, path) }

// Fixed is the Source that reads nothing: one text, merged over the built-in
// table, governs every directory. Nil is the built-in table alone.
type Fixed []byte

// Table implements [Source].
func (f Fixed) Table(string) (*scopemap.Table, error) { return parse(f) }

// Module implements [Source].
func (f Fixed) Module(string) string { return "" }

// HasPackage implements [Source].
func (f Fixed) HasPackage(string, string) bool { return false }
