package measure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// Prepare makes a copy of the module that the go command can build, and returns
// its directory. A copy of an earlier run is used again.
func (p *Place) Prepare(ctx context.Context, m Entry) (string, error) {
	escaped, err := module.EscapePath(m.Path)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(p.Dir, "modules", strings.ReplaceAll(escaped, "/", "_")+"@"+m.Version.Version)
	stamp := dir + ".ready"
	want := fmt.Sprintf("%s %v %s\n", m, m.Without, runtime.Version())
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return dir, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	src, err := p.download(ctx, m)
	if err != nil {
		return "", err
	}
	if err := copyModule(dir, src, m.Without); err != nil {
		return "", fmt.Errorf("copy: %w", err)
	}
	if err := p.complete(ctx, dir); err != nil {
		return "", err
	}
	return dir, os.WriteFile(stamp, []byte(want), 0o666)
}

// download has the go command fetch the module and returns where it is in the
// module cache.
func (p *Place) download(ctx context.Context, m Entry) (string, error) {
	out, err := p.Go(ctx, p.Dir, "", "mod", "download", "-json", m.String())
	var got struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &got); jsonErr == nil && got.Error != "" {
		return "", errors.New(got.Error)
	}
	return got.Dir, err
}

// copyModule copies a module so that it can be written to. An exception that
// leaves out nothing is an error.
func copyModule(dst, src string, without []Exception) error {
	out := map[string]bool{}
	for _, ex := range without {
		if _, err := os.Stat(filepath.Join(src, filepath.FromSlash(ex.Path))); err != nil {
			return fmt.Errorf("without %s: the module has no such path", ex.Path)
		}
		out[ex.Path] = true
	}
	return filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dst, rel)
		switch left := out[filepath.ToSlash(rel)]; {
		case left && d.IsDir():
			return filepath.SkipDir
		case left:
			return nil
		case d.IsDir():
			return os.MkdirAll(to, 0o777)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o666)
	})
}

// complete makes the copy a main module that builds: it drops replacements that
// lead out of it, and has the go command write the missing lines of go.sum and
// compile what is imported. A go.mod that has to grow is an error: the versions
// would be those of the day.
func (p *Place) complete(ctx context.Context, dir string) error {
	before, err := readGoMod(dir)
	if err != nil {
		return err
	}
	args := []string{"mod", "edit"}
	for _, r := range before.Replace {
		if r.New.Version != "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(r.New.Path), "go.mod")); err != nil {
			args = append(args, "-dropreplace="+r.Old.String())
		}
	}
	if len(args) > 2 {
		if _, err := p.Go(ctx, dir, "", args...); err != nil {
			return err
		}
	}
	if _, err := p.Go(ctx, dir, "-mod=mod", "list", "-e", "-deps", "-export", "-f", "", "./..."); err != nil {
		return err
	}
	after, err := readGoMod(dir)
	if err != nil {
		return err
	}
	required := map[string]bool{}
	for _, r := range before.Require {
		required[r.Mod.Path] = true
	}
	for _, r := range after.Require {
		if !required[r.Mod.Path] && !r.Indirect {
			return fmt.Errorf("its go.mod does not require %s, which it imports", r.Mod.Path)
		}
	}
	return nil
}

func readGoMod(dir string) (*modfile.File, error) {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return nil, err
	}
	return modfile.Parse("go.mod", data, nil)
}

// firstLines returns the first lines of text, at most n.
func firstLines(text string, n int) string {
	lines := strings.SplitAfterN(text, "\n", n+1)
	if len(lines) > n {
		lines = append(lines[:n], "...")
	}
	return strings.TrimSpace(strings.Join(lines, ""))
}
