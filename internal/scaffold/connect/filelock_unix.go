//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package connect

import (
	"os"
	"syscall"
)

// fileLocks says that tryLock works here.
const fileLocks = true

// tryLock takes an exclusive flock(2) on f if nobody has one. It excludes other
// open files of this process too, and ends when f is closed.
func tryLock(f *os.File) (bool, error) {
	for {
		switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err {
		case nil:
			return true, nil
		case syscall.EWOULDBLOCK:
			return false, nil
		case syscall.EINTR:
		default:
			return false, &os.PathError{Op: "lock", Path: f.Name(), Err: err}
		}
	}
}

// readFile is os.ReadFile.
func readFile(name string) ([]byte, error) { return os.ReadFile(name) }

// replaceFile renames, over the old file.
func replaceFile(from, to string) error { return os.Rename(from, to) }

// syncDir makes a rename or removal in dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
