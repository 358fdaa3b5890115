package cli

import (
	"path/filepath"

	"github.com/m2me/m2me/internal/scaffold"
)

// connectFiles returns the Connect client as it is written to dir, by absolute
// path.
func connectFiles(m module, dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, text := range scaffold.Files() {
		files[filepath.Join(dir, name)] = text
	}
	return files, nil
}
