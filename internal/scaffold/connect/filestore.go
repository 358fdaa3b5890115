package connect

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/oauth2"
)

// A FileStore keeps each grant in a file of its own, for one machine, or for
// several that share a file system whose locks work between them. Any number of
// processes may use one directory.
//
// File names are hashes of user ids, modes are 0600. A grant is written to a
// second file, synced and renamed, so that a crash leaves either the old or the
// new one. Beside each grant stays a lock file, which is empty; the operating
// system releases the lock when its holder dies. Tokens are in the clear unless
// the store is wrapped in [Seal].
type FileStore struct {
	dir   string
	locks keyLocks // within the process; the file lock is for the others
}

// NewFileStore makes dir (0700) if need be and returns the store in it. It is an
// error where file locks are not known to work (Plan 9, Solaris, AIX, WebAssembly).
func NewFileStore(dir string) (*FileStore, error) {
	if dir == "" {
		return nil, errors.New("connect: NewFileStore needs a directory")
	}
	if !fileLocks {
		return nil, errors.New("connect: no file locks on this operating system; use NewSQLStore")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &FileStore{dir: dir}, nil
}

// path returns the name, without extension, of a user's files.
func (s *FileStore) path(userID string) string {
	sum := sha256.Sum256([]byte(userID))
	return filepath.Join(s.dir, hex.EncodeToString(sum[:]))
}

// Load implements [Store]. It takes no lock: rename is atomic.
func (s *FileStore) Load(_ context.Context, userID string) (*oauth2.Token, error) {
	if userID == "" {
		return nil, ErrNoUser
	}
	data, err := readFile(s.path(userID) + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoGrant
	}
	if err != nil {
		return nil, err
	}
	return decodeRecord(userID, data)
}

// Save implements [Store].
func (s *FileStore) Save(ctx context.Context, userID string, tok *oauth2.Token) error {
	data, err := encodeRecord(userID, tok)
	if err != nil {
		return err
	}
	return s.locked(ctx, userID, func(path string) error {
		d, err := newDraft(path, len(data))
		if err != nil {
			return err
		}
		return d.commit(data)
	})
}

// Delete implements [Store].
func (s *FileStore) Delete(ctx context.Context, userID string) error {
	return s.locked(ctx, userID, s.remove)
}

// Update implements [Store]. The room for the new grant is on the disk before f
// is called.
func (s *FileStore) Update(ctx context.Context, userID string, f func(*oauth2.Token) (*oauth2.Token, error)) error {
	return s.locked(ctx, userID, func(path string) error {
		cur, err := s.Load(ctx, userID)
		if err != nil {
			return err
		}
		old, err := encodeRecord(userID, cur)
		if err != nil {
			return err
		}
		d, err := newDraft(path, 2*len(old)+4096)
		if err != nil {
			return err
		}
		defer d.drop()
		next, err := f(cur)
		switch {
		case err != nil:
			return err
		case next == nil:
			return s.remove(path)
		case next == cur:
			return nil
		}
		data, err := encodeRecord(userID, next)
		if err != nil {
			return err
		}
		return d.commit(data)
	})
}

// locked runs f, with the user's path, under the user's lock.
func (s *FileStore) locked(ctx context.Context, userID string, f func(path string) error) error {
	if userID == "" {
		return ErrNoUser
	}
	unlock, err := s.locks.lock(ctx, userID)
	if err != nil {
		return err
	}
	defer unlock()
	path := s.path(userID)
	lock, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close() // releases the lock
	for wait := time.Millisecond; ; wait = min(2*wait, 20*time.Millisecond) {
		got, err := tryLock(lock)
		if err != nil {
			return err
		}
		if got {
			return f(path)
		}
		select {
		case <-time.After(wait/2 + time.Duration(rand.Int63n(int64(wait)))):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// remove deletes a grant and makes that durable.
func (s *FileStore) remove(path string) error {
	err := os.Remove(path + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return syncDir(s.dir)
}
