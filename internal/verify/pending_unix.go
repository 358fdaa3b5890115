//go:build !windows

package verify

import (
	"path/filepath"

	"github.com/google/renameio/v2"
)

// newPending opens a temporary file beside path, with the mode of the file it
// will replace, or 0644 under the umask.
func newPending(path string) (pending, error) {
	return renameio.NewPendingFile(path,
		renameio.WithTempDir(filepath.Dir(path)),
		renameio.WithPermissions(0o644),
		renameio.WithExistingPermissions())
}
