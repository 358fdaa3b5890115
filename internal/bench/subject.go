package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/m2me/m2me/internal/measure"
)

// A subject is a module that tools are run on.
type subject struct {
	name, dir string
	measure.Size
	leaf, core string            // files
	touched    map[string][]byte // as they were, by name
}

// subject prepares a module, compiles what is missing in the build cache and
// finds the files to touch.
func (b *bench) subject(ctx context.Context, m measure.Entry) (*subject, error) {
	dir, err := b.Prepare(ctx, m)
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	s := &subject{name: m.String(), dir: dir, touched: map[string][]byte{}}
	if err := b.size(ctx, s); err != nil {
		return nil, err
	}
	s.leaf, s.core, err = b.ends(ctx, dir)
	return s, err
}

// size loads a module, and fails if it does not compile.
func (b *bench) size(ctx context.Context, s *subject) error {
	cmd, err := b.command(ctx, load, warm, s.dir)
	if err != nil {
		return err
	}
	out, _, err := b.Run(ctx, cmd)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	if err := json.Unmarshal(out, &s.Size); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	if n := len(s.Errors); n > 0 {
		return fmt.Errorf("%d errors in its packages, the first: %s", n, s.Errors[0])
	}
	return nil
}

// A listed is a package as go list prints it.
type listed struct {
	ImportPath, Dir string
	GoFiles         []string
	Deps            []string
}

// ends returns a file of the package that most packages of the module depend on,
// and one of the package that depends on most of them while none depends on it.
func (b *bench) ends(ctx context.Context, dir string) (leaf, core string, err error) {
	out, err := b.Go(ctx, dir, "", "list", "-json=ImportPath,Dir,GoFiles,Deps", "./...")
	if err != nil {
		return "", "", err
	}
	var pkgs []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return "", "", fmt.Errorf("go list: %w", err)
		}
		if len(p.GoFiles) > 0 {
			pkgs = append(pkgs, p)
		}
	}
	leaf, core = extremes(pkgs)
	return leaf, core, nil
}

// extremes is ends for listed packages.
func extremes(pkgs []listed) (leaf, core string) {
	own, importers := map[string]bool{}, map[string]int{}
	for _, p := range pkgs {
		own[p.ImportPath] = true
	}
	deps := func(p listed) int {
		n := 0
		for _, d := range p.Deps {
			if own[d] {
				n++
			}
		}
		return n
	}
	for _, p := range pkgs {
		for _, d := range p.Deps {
			importers[d]++
		}
	}
	most, highest := -1, -1
	for _, p := range pkgs {
		file := filepath.Join(p.Dir, p.GoFiles[0])
		if n := importers[p.ImportPath]; n > most {
			most, core = n, file
		}
		if n := deps(p); importers[p.ImportPath] == 0 && n > highest {
			highest, leaf = n, file
		}
	}
	return leaf, core
}

// touch adds an exported function to a file.
func (s *subject) touch(name, nonce string) error {
	src, ok := s.touched[name]
	if !ok {
		var err error
		if src, err = os.ReadFile(name); err != nil {
			return err
		}
		s.touched[name] = src
	}
	more := fmt.Sprintf("\n// Touched%s is new.\nfunc Touched%[1]s() string { return %[1]q }\n", nonce)
	return os.WriteFile(name, append(bytes.Clone(src), more...), 0o666)
}

// restore takes back what touch did.
func (s *subject) restore() error {
	var errs []error
	for name, src := range s.touched {
		errs = append(errs, os.WriteFile(name, src, 0o666))
	}
	clear(s.touched)
	return errors.Join(errs...)
}
