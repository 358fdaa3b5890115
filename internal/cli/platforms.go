package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/program"
)

// analyses returns one analysis for each build configuration: one, unless
// -platforms names several.
func (s *session) analyses(ctx context.Context, patterns []string) ([]*analysis, error) {
	if s.platforms == "" {
		a, err := s.analyze(ctx, patterns)
		if err != nil {
			return nil, err
		}
		return []*analysis{a}, nil
	}
	var out []*analysis
	for platform := range strings.SplitSeq(s.platforms, ",") {
		goos, goarch, ok := strings.Cut(platform, "/")
		if !ok || goos == "" || goarch == "" {
			return nil, usagef("-platforms=%s: %q is no platform (want GOOS/GOARCH, such as linux/amd64; go tool dist list has them all)", s.platforms, platform)
		}
		a, err := s.on(platform, goos, goarch).analyze(ctx, patterns)
		if err != nil {
			return nil, fmt.Errorf("on %s: %w", platform, err)
		}
		out = append(out, a)
	}
	for _, a := range out {
		a.res.Skipped = slices.DeleteFunc(a.res.Skipped, func(s program.Skip) bool { return seen(out, s) })
	}
	return out, nil
}

// seen reports whether what one build configuration leaves out is part of
// another.
func seen(list []*analysis, s program.Skip) bool {
	name, ok := strings.CutPrefix(s.What, "file ")
	return ok && slices.ContainsFunc(list, func(a *analysis) bool { return a.contains(name) })
}

// on returns a session that sees the files of another platform.
func (s *session) on(platform, goos, goarch string) *session {
	t := &session{env: s.env, tags: s.tags, platform: platform, together: s.platforms}
	t.env.Environ = append(slices.Clone(s.env.Environ), "GOOS="+goos, "GOARCH="+goarch)
	s.onClose(t.close)
	return t
}

// contains reports whether a file, by its name in the module, is part of the
// build configuration.
func (a *analysis) contains(file string) bool {
	if a.files == nil {
		a.files = map[string]bool{}
		for _, pkg := range a.prog.Packages {
			for _, name := range pkg.GoFiles {
				a.files[relative(a.prog.Root, name)] = true
			}
		}
	}
	return a.files[file]
}
