//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package connect

import (
	"errors"
	"os"
)

// fileLocks says that tryLock does not work here, so NewFileStore refuses.
const fileLocks = false

func tryLock(*os.File) (bool, error) { return false, errors.ErrUnsupported }

func readFile(name string) ([]byte, error) { return os.ReadFile(name) }

func replaceFile(from, to string) error { return os.Rename(from, to) }

func syncDir(string) error { return nil }
