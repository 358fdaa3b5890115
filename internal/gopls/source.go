package gopls

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// analyzersModule is the module that this package is part of.
const analyzersModule = "github.com/m2me/m2me"

// FindSource returns the directory of the module of the analyzers: the one that
// the executable was built from, the one around dir, or the one in the module
// cache of the version that was installed. See docs/decisions.
func FindSource(ctx context.Context, dir string, environ []string) (string, error) {
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		if root := filepath.Dir(filepath.Dir(filepath.Dir(file))); CheckSource(root) == nil {
			return root, nil
		}
	}
	for at := dir; ; at = filepath.Dir(at) {
		if CheckSource(at) == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	if v := installed(); v != "" {
		var got release
		b := Builder{Environ: append(environ, "GOWORK=off", "GOFLAGS=")}
		if err := b.decode(ctx, dir, &got, "mod", "download", "-json", analyzersModule+"@"+v); err == nil && CheckSource(got.Dir) == nil {
			return got.Dir, nil
		}
	}
	return "", errors.New("the source of the analyzers was not found: this m2me does not say where it was built, or the checkout has moved; name the checkout: m2me gopls -src DIR")
}

// CheckSource returns an error if a directory is not the top of the module of
// the analyzers.
func CheckSource(dir string) error {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return fmt.Errorf("%s is not a checkout of m2me: there is no go.mod", dir)
	}
	if path := modfile.ModulePath(data); path != analyzersModule {
		return fmt.Errorf("%s is not a checkout of m2me: it is the module %s", dir, path)
	}
	if _, err := os.Stat(filepath.Join(dir, "analyzers", "editor")); err != nil {
		return fmt.Errorf("%s is a checkout of an older m2me: it has no analyzers/editor", dir)
	}
	return nil
}

// installed returns the released version that the executable is of.
func installed() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, m := range append(info.Deps, &info.Main) {
		if m.Path == analyzersModule && semver.IsValid(m.Version) && semver.Build(m.Version) == "" {
			return m.Version
		}
	}
	return ""
}
