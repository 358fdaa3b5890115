package verify

import (
	"os"
	"path/filepath"
)

// winFile is a pending file where renameio has no implementation. A rename on
// Windows replaces the target, but is not promised to be atomic.
type winFile struct {
	*os.File
	target string
	done   bool
}

func newPending(path string) (pending, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path))
	if err != nil {
		return nil, err
	}
	return &winFile{File: f, target: path}, nil
}

func (w *winFile) CloseAtomicallyReplace() error {
	if err := w.Close(); err != nil {
		return err
	}
	if err := os.Rename(w.Name(), w.target); err != nil {
		return err
	}
	w.done = true
	return nil
}

func (w *winFile) Cleanup() error {
	if w.done {
		return nil
	}
	_ = w.Close() // closed already if the rename failed
	return os.Remove(w.Name())
}
