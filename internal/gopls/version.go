package gopls

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// A release is a version of gopls, as the go command tells of it.
type release struct {
	Version   string
	GoVersion string // that it needs: "1.26.0"; the go command leaves it out where it is too new
	Dir       string // in the module cache, once it is downloaded
	GoMod     string // file name
	Error     struct{ Err string }
}

// goVersion returns the release of the go command, and an error if it is too old
// for the analyzers.
func (b Builder) goVersion(ctx context.Context) (string, error) {
	out, err := b.run(ctx, b.Cache, "env", "GOVERSION")
	if err != nil {
		return "", fmt.Errorf("ask the go command for its version: %s", firstLines(out, err))
	}
	have := strings.TrimSpace(string(out))
	mod, err := parseMod(filepath.Join(b.Source, "go.mod"))
	if err != nil {
		return "", fmt.Errorf("go.mod of the analyzers: %w", err)
	}
	if mod.Go != nil && older(have, mod.Go.Version) {
		return "", fmt.Errorf("the go command is %s, and the analyzers need Go %s; install that, put it first in PATH and run again: m2me gopls", have, mod.Go.Version)
	}
	return have, nil
}

// older reports whether a release of Go cannot build what asks for a version.
// A release that is no release, such as devel, can build everything.
func older(have, want string) bool {
	have, _, _ = strings.Cut(have, " ") // go1.26.0 X:experiments
	return version.IsValid(have) && version.Compare(have, "go"+want) < 0
}

// choose returns the newest release that this Go can build, or the one that was
// asked for. Without the network it is one that was built before.
func (b Builder) choose(ctx context.Context, goVersion string) (release, error) {
	if b.Version != "" {
		r, err := b.release(ctx, b.Version)
		if err == nil && older(goVersion, r.GoVersion) {
			err = fmt.Errorf("it needs Go %s, and the go command is %s", r.GoVersion, goVersion)
		}
		if err != nil {
			return release{}, fmt.Errorf("gopls %s cannot be built: %w", b.Version, err)
		}
		return r, nil
	}
	var list struct{ Versions []string }
	if err := b.decode(ctx, b.Cache, &list, "list", "-m", "-versions", "-json", Module); err != nil {
		return b.built(ctx, goVersion, err)
	}
	newest := ""
	for _, v := range slices.Backward(list.Versions) {
		if semver.Prerelease(v) != "" {
			continue
		}
		r, err := b.release(ctx, v)
		if err != nil {
			return release{}, fmt.Errorf("ask about gopls %s: %w", v, err)
		}
		if !older(goVersion, r.GoVersion) {
			if newest != "" {
				b.Log("gopls " + newest + " is newer, and this Go cannot build it")
			}
			return r, nil
		}
		if newest == "" {
			newest = v + ", which needs Go " + r.GoVersion + ","
		}
	}
	return release{}, fmt.Errorf("no release of gopls can be built with %s; install a newer Go", goVersion)
}

// release asks about a version.
func (b Builder) release(ctx context.Context, v string) (release, error) {
	var r release
	if err := b.decode(ctx, b.Cache, &r, "list", "-m", "-json", Module+"@"+v); err != nil {
		return release{}, err
	}
	if r.Error.Err != "" {
		return release{}, errors.New(r.Error.Err)
	}
	mod, err := parseMod(r.GoMod)
	if err != nil {
		return release{}, fmt.Errorf("go.mod of gopls: %w", err)
	}
	r.GoVersion = "1.16" // what no go line means
	if mod.Go != nil {
		r.GoVersion = mod.Go.Version
	}
	return r, nil
}

// parseMod reads a go.mod.
func parseMod(name string) (*modfile.File, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return modfile.ParseLax(name, data, nil)
}

// ErrOffline says that releases cannot be listed and none was built.
var ErrOffline = errors.New("the releases of gopls could not be listed, and none was built before; connect to the network or set GOPROXY to a mirror, and run again: m2me gopls")

// built returns the newest release that was built before with this Go.
func (b Builder) built(ctx context.Context, goVersion string, cause error) (release, error) {
	names, _ := filepath.Glob(filepath.Join(b.Cache, "v*-"+goVersion+"-*")) // fails for bad patterns only
	var versions []string
	for _, name := range names {
		v, _, _ := strings.Cut(filepath.Base(name), "-")
		versions = append(versions, v)
	}
	semver.Sort(versions)
	for _, v := range slices.Backward(versions) {
		if r, err := b.release(ctx, v); err == nil {
			b.Log("the releases of gopls could not be listed; taking " + v + ", which was built before")
			return r, nil
		}
	}
	return release{}, fmt.Errorf("%w\n%w", ErrOffline, cause)
}
