package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/gowork"
	"github.com/m2me/m2me/internal/scaffold"
	"github.com/m2me/m2me/internal/verify"
)

func scaffoldCommand() command {
	return command{
		name: "scaffold", short: "add the Connect client to the module",
		long: `Copies the Connect client into your module: login with PKCE, stores for grants,
refresh with rotation, both flows side by side. It is yours from then on. Files
that you have edited are not overwritten. fix does this by itself when needed.

Example:

	m2me scaffold -dir internal/connect
`,
		setup: func(fs *flag.FlagSet) runner {
			dir := fs.String("dir", "internal/connect", "the `directory` of the package, below the module")
			return func(ctx context.Context, s *session, args []string) error {
				defer s.close()
				if err := noArgs("scaffold", args); err != nil {
					return err
				}
				return s.scaffold(ctx, *dir)
			}
		},
	}
}

func (s *session) scaffold(ctx context.Context, dir string) error {
	if !filepath.IsLocal(filepath.FromSlash(dir)) {
		return usagef("-dir=%s is not below the module; name a directory such as internal/connect", dir)
	}
	m, err := s.findModule()
	if err != nil {
		return err
	}
	want, err := connectFiles(filepath.Join(m.dir, filepath.FromSlash(dir)))
	if err != nil {
		return err
	}
	files, err := toWrite(m, want)
	if err != nil {
		return err
	}
	modFiles, _, err := s.needOAuth2(ctx, workspace{root: m.dir, dir: m.dir, shared: gowork.File(m.dir, s.env.Environ) != "", modules: []module{m}}, m)
	if err != nil {
		return err
	}
	files = append(files, modFiles...)
	if len(files) == 0 {
		_, err := fmt.Fprintf(s.env.Stdout, "%s is there already and complete\n", dir)
		return err
	}
	verify.SortFiles(files)
	if err := verify.Write(files); err != nil {
		return notWritten(err)
	}
	for _, f := range files {
		fmt.Fprintf(s.env.Stdout, "wrote %s\n", f.Name)
	}
	if len(modFiles) > 0 {
		fmt.Fprintf(s.env.Stdout, "go.mod: %s is added, the one dependency of the Connect client\n", oauth2Module)
	}
	_, err = fmt.Fprintf(s.env.Stdout, "next: m2me plan ./... says what to register and where to set it up\n")
	return err
}

// toWrite returns the files that are not there, or are as another version of
// m2me wrote them. Files that somebody has edited are an error.
func toWrite(m module, want map[string][]byte) ([]verify.File, error) {
	var files []verify.File
	var edited []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		f := verify.File{Path: name, Name: relative(m.dir, name), New: want[name]}
		have, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			f.Create = true
			files = append(files, f)
			continue
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", f.Name, err)
		}
		switch scaffold.Compare(have, want[name]) {
		case scaffold.Same:
		case scaffold.Outdated:
			f.Old = have
			files = append(files, f)
		case scaffold.Edited:
			edited = append(edited, f.Name)
		}
	}
	if len(edited) > 0 {
		return nil, fmt.Errorf("not overwritten, because edited: %s; move them away, or choose another -dir", strings.Join(edited, ", "))
	}
	return files, nil
}
