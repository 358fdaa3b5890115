package wire_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of one megabyte, copies the grants in dir to it
// and fills it up. Only root may.
func smallDisk(t *testing.T, dir string) (string, error) {
	mnt := t.TempDir()
	if err := syscall.Mount("tmpfs", mnt, "tmpfs", 0, "size=1m"); err != nil {
		return "", err
	}
	t.Cleanup(func() { syscall.Unmount(mnt, syscall.MNT_DETACH) })
	files, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		copyFile(t, filepath.Join(dir, f.Name()), filepath.Join(mnt, f.Name()))
	}
	full, err := os.Create(filepath.Join(mnt, "full"))
	if err != nil {
		return "", err
	}
	defer full.Close()
	for err == nil {
		_, err = full.Write(make([]byte, 1024))
	}
	return mnt, nil
}
