package cli

import (
	"path/filepath"

	"github.com/m2me/m2me/internal/scaffold"
)

// connectFiles returns the Connect client as it is written to dir, by absolute
// path. The package is called as the directory is, and asks for scopes.
func connectFiles(dir string, scopes ...string) (map[string][]byte, error) {
	named, err := scaffold.FilesAs(filepath.Base(dir))
	if err != nil {
		return nil, err
	}
	scaffold.WithScopes(named, scopes)
	files := map[string][]byte{}
	for name, text := range named {
		files[filepath.Join(dir, name)] = text
	}
	return files, nil
}
