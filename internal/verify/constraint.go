package verify

import (
	"bytes"
	"fmt"
	"go/build"
	"io"
	"path/filepath"
	"strings"
)

// BuildContext returns what decides whether a file belongs to the build, as the
// go command would be told by an environment and flags.
func BuildContext(environ, flags []string) build.Context {
	ctx := build.Default
	for _, kv := range environ {
		switch key, value, _ := strings.Cut(kv, "="); {
		case value == "":
		case key == "GOOS":
			ctx.GOOS = value
		case key == "GOARCH":
			ctx.GOARCH = value
		case key == "CGO_ENABLED":
			ctx.CgoEnabled = value == "1"
		}
	}
	for _, flag := range flags {
		if tags, ok := strings.CutPrefix(flag, "-tags="); ok {
			ctx.BuildTags = strings.Split(tags, ",")
		}
	}
	return ctx
}

// buildContext is the one for files that are to be created.
func (p *Program) buildContext(create map[string][]byte) build.Context {
	ctx := BuildContext(p.Config.Env, p.Config.BuildFlags)
	ctx.OpenFile = func(name string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(create[filepath.Clean(name)])), nil
	}
	return ctx
}

// inBuild reports whether a new file belongs to the build.
func inBuild(ctx build.Context, name string) (bool, error) {
	if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
		return false, nil
	}
	ok, err := ctx.MatchFile(filepath.Dir(name), filepath.Base(name))
	if err != nil {
		return false, fmt.Errorf("read the build constraints of %s: %w", filepath.Base(name), err)
	}
	return ok, nil
}
