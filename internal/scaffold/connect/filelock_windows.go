package connect

import (
	"errors"
	"os"
	"syscall"
	"time"
	"unsafe"
)

// fileLocks says that tryLock works here.
const fileLocks = true

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// Values of the Windows API.
const (
	lockFailImmediately = 1
	lockExclusive       = 2
	errSharingViolation = syscall.Errno(32)
	errLockViolation    = syscall.Errno(33)
	errAccessDenied     = syscall.Errno(5)
)

// tryLock takes an exclusive lock on the first byte of f if nobody has it. It
// ends when f is closed.
func tryLock(f *os.File) (bool, error) {
	var at syscall.Overlapped
	ok, _, err := lockFileEx.Call(f.Fd(), lockExclusive|lockFailImmediately, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	switch {
	case ok != 0:
		return true, nil
	case errors.Is(err, errLockViolation), errors.Is(err, syscall.ERROR_IO_PENDING):
		return false, nil
	}
	return false, &os.PathError{Op: "lock", Path: f.Name(), Err: err}
}

// readFile is os.ReadFile, again while a writer is renaming.
func readFile(name string) (data []byte, err error) {
	err = patiently(func() error { data, err = os.ReadFile(name); return err })
	return data, err
}

// replaceFile renames, over the old file, again while a reader has it open.
func replaceFile(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) })
}

// patiently repeats f for up to two seconds while the file is in use.
func patiently(f func() error) error {
	for end := time.Now().Add(2 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		err := f()
		inUse := errors.Is(err, errSharingViolation) || errors.Is(err, errAccessDenied)
		if !inUse || time.Now().After(end) {
			return err
		}
	}
}

// syncDir does nothing: Windows has no handle for it, NTFS journals renames.
func syncDir(string) error { return nil }
