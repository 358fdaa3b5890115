package connect

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
)

// A draft is the next version of a grant's file, under a second name. There is
// one per grant, because it is made under the grant's lock; one that a crash
// left behind is overwritten.
type draft struct {
	path string // without extension
	file *os.File
}

// newDraft opens the draft and takes room for size bytes on the disk, so that a
// full or read-only disk is noticed before anything depends on it.
func newDraft(path string, size int) (*draft, error) {
	f, err := os.OpenFile(path+".tmp", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	d := &draft{path, f}
	_, err = f.Write(bytes.Repeat([]byte{' '}, size))
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		d.drop()
		return nil, err
	}
	return d, nil
}

// commit makes data the grant's content and syncs file and directory. The draft
// is gone afterwards, whatever the outcome.
func (d *draft) commit(data []byte) error {
	_, err := d.file.WriteAt(data, 0)
	if err == nil {
		err = d.file.Truncate(int64(len(data)))
	}
	if err == nil {
		err = d.file.Sync()
	}
	if cerr := d.file.Close(); err == nil {
		err = cerr
	}
	d.file = nil
	if err == nil {
		err = replaceFile(d.path+".tmp", d.path+".json")
	}
	if err != nil {
		return errors.Join(err, os.Remove(d.path+".tmp"))
	}
	return syncDir(filepath.Dir(d.path))
}

// drop removes a draft that was not committed.
func (d *draft) drop() {
	if d.file == nil {
		return
	}
	d.file.Close()
	d.file = nil
	os.Remove(d.path + ".tmp")
}
