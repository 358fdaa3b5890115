package scopetable

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/m2me/m2me/internal/scopemap"
)

// Remembered is the Source for drivers that keep findings from one process to
// the next under a key that sees the names of analyzers and no tables, and that
// do not tell the folders they work on before they run an analyzer. It keeps a
// list of the modules that were ever looked at. The digest of their tables is
// known when a process starts and makes part of a name; what a table says is
// held from then on, so that no name stands for two tables.
//
// A module that is new to the list is not in the digest of the process that
// meets it. If it has a table, the list says so, and from then on the module is
// part of the digest even without one.
type Remembered struct {
	Disk
	list   string // file name
	digest string

	mu    sync.Mutex
	known map[string][]byte // text by the path of the table; nil if there is none
}

// List returns where the list of this user is, empty if he has no place for it,
// and the directory that the process was started in.
func List() (file, dir string) {
	if cache, err := os.UserCacheDir(); err == nil {
		file = filepath.Join(cache, "m2me", "tables")
	}
	dir, _ = os.Getwd() // it only saves the first process of a module some work
	return file, dir
}

// Remember opens the list at a file, with the module around dir in it. If there
// can be no list, nothing is remembered: the digest is new every time.
func Remember(list, dir string) *Remembered {
	r := &Remembered{list: list, known: map[string][]byte{}}
	data, err := os.ReadFile(list)
	if list == "" || err != nil && !os.IsNotExist(err) || r.note("") != nil {
		r.digest = rand.Text()
		return r
	}
	seen := map[string]bool{} // by path, whether it had a table when it was new
	for line := range strings.Lines(string(data)) {
		path, had := strings.CutSuffix(strings.TrimSuffix(line, "\n"), "\t+")
		seen[path] = seen[path] || had
	}
	if path := Path(dir); dir != "" && path != "" {
		if _, ok := seen[path]; !ok {
			seen[path] = false // it is in the digest, so its table may go again without a trace
			_ = r.note(path + "\n")
		}
	}
	sum := sha256.New()
	paths := make([]string, 0, len(seen))
	for path := range seen {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		text, err := read(filepath.Dir(path))
		if err != nil { // read again, and reported, where it governs
			fmt.Fprintf(sum, "%s\x00%v\x00", path, err)
			continue
		}
		r.known[path] = text
		if text != nil || seen[path] {
			fmt.Fprintf(sum, "%s\x00%v\x00%d\x00", path, text != nil, len(text))
			io.WriteString(sum, string(text)) // a hash takes everything
		}
	}
	r.digest = fmt.Sprintf("%x", sum.Sum(nil)[:12])
	return r
}

// Digest identifies the tables of all modules that are remembered.
func (r *Remembered) Digest() string { return r.digest }

// Table implements [Source].
func (r *Remembered) Table(dir string) (*scopemap.Table, error) {
	path := Path(dir)
	if path == "" || Dependency(dir) { // what is in the module cache does not change
		return For(dir)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	text, ok := r.known[path]
	if !ok {
		var err error
		if text, err = read(dir); err != nil {
			return nil, err
		}
		r.known[path] = text
		line := path + "\n"
		if text != nil {
			line = path + "\t+\n"
		}
		_ = r.note(line) // without it the next process meets the module as new
	}
	return parse(text)
}

// note adds a line to the list, in one write: other processes do the same.
func (r *Remembered) note(line string) error {
	if err := os.MkdirAll(filepath.Dir(r.list), 0o777); err != nil {
		return fmt.Errorf("remember tables: %w", err)
	}
	f, err := os.OpenFile(r.list, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	if err == nil {
		_, err = f.WriteString(line)
		if e := f.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		return fmt.Errorf("remember tables: %w", err)
	}
	return nil
}
