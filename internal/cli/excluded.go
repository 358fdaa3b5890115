package cli

import (
	"fmt"
	"go/build/constraint"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/verify"
)

// excluded lists the Go files of the program that are not part of the build
// configuration, with the flag that makes them so. Nobody has seen whom they
// call.
func (a *analysis) excluded() ([]program.Skip, error) {
	loaded := map[string]bool{}
	for _, pkg := range slices.Concat(a.prog.Packages, a.prog.Broken) {
		for _, name := range slices.Concat(pkg.GoFiles, pkg.CompiledGoFiles) {
			loaded[name] = true
		}
	}
	var out []program.Skip
	clients := map[string]bool{} // by directory; they are ours
	for _, m := range a.work.modules {
		if owner, sub, ok := a.work.find(a.connect.ImportPath(m.path)); ok {
			clients[filepath.Join(owner.dir, sub)] = true
		}
	}
	for _, m := range a.work.modules {
		err := walkModule(m.dir, func(name string, d fs.DirEntry) error {
			base := d.Name()
			if filepath.Ext(base) != ".go" || strings.HasSuffix(base, "_test.go") || strings.ContainsAny(base[:1], "_.") || loaded[name] || clients[filepath.Dir(name)] {
				return nil
			}
			reason, err := a.session.leftOut(name)
			if err == nil && reason != "" {
				out = append(out, program.Skip{What: "file " + relative(a.work.root, name), Reason: reason})
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for files outside of the build: %w", err)
		}
	}
	return out, nil
}

// platformsToTry are those that a file may be meant for, the likely ones first.
var platformsToTry = []string{
	"linux/amd64", "windows/amd64", "darwin/arm64", "linux/arm64", "darwin/amd64", "windows/arm64", "linux/386", "windows/386", "linux/arm",
	"freebsd/amd64", "openbsd/amd64", "netbsd/amd64", "js/wasm", "wasip1/wasm", "android/arm64", "ios/arm64", "plan9/amd64", "solaris/amd64",
	"illumos/amd64", "dragonfly/amd64", "aix/ppc64", "linux/ppc64le", "linux/s390x", "linux/riscv64", "linux/loong64", "linux/mips64le",
}

// leftOut says why a file is not part of the build and which flags make it so,
// empty if the build constraints are not the reason.
func (s *session) leftOut(name string) (string, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	expr := buildLine(src)
	tags := tagsIn(expr)
	if slices.Contains(tags, "ignore") {
		return "//go:build " + expr.String() + ", a program that is run by hand", nil
	}
	here := verify.BuildContext(s.env.Environ, s.config(workspace{}).BuildFlags)
	matches := func(platform string, tags []string) bool {
		ctx := here
		if platform != "" {
			ctx.GOOS, ctx.GOARCH, _ = strings.Cut(platform, "/")
			ctx.CgoEnabled = true
		}
		ctx.BuildTags = slices.Concat(here.BuildTags, tags)
		ok, err := ctx.MatchFile(filepath.Dir(name), filepath.Base(name))
		return ok && err == nil
	}
	why := "made for other platforms"
	if expr != nil {
		why = "//go:build " + expr.String()
	}
	all := strings.Join(slices.Concat(here.BuildTags, tags), ",")
	switch {
	case matches("", nil):
		if here.CgoEnabled {
			return "", nil
		}
		return "it needs cgo: set CGO_ENABLED=1", nil
	case matches("", tags):
		return why + ", to be seen with -tags=" + all, nil
	}
	together := s.together
	if together == "" {
		together = here.GOOS + "/" + here.GOARCH
	}
	for _, platform := range platformsToTry {
		if matches(platform, nil) {
			return why + ", to be seen with -platforms=" + together + "," + platform, nil
		}
		if matches(platform, tags) {
			return why + ", to be seen with -tags=" + all + " -platforms=" + together + "," + platform, nil
		}
	}
	return why, nil
}

// buildLine returns the build constraint of a file, nil if it has none.
func buildLine(src []byte) constraint.Expr {
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "package ") {
			return nil
		}
		if constraint.IsGoBuild(line) {
			expr, err := constraint.Parse(line)
			if err != nil {
				return nil
			}
			return expr
		}
	}
	return nil
}

// tagsIn returns the tags of a constraint that a person can set and that it does
// not negate.
func tagsIn(expr constraint.Expr) []string {
	var out []string
	var visit func(e constraint.Expr, negated bool)
	visit = func(e constraint.Expr, negated bool) {
		switch e := e.(type) {
		case *constraint.AndExpr:
			visit(e.X, negated)
			visit(e.Y, negated)
		case *constraint.OrExpr:
			visit(e.X, negated)
			visit(e.Y, negated)
		case *constraint.NotExpr:
			visit(e.X, !negated)
		case *constraint.TagExpr:
			if !negated && !ofPlatform(e.Tag) && !slices.Contains(out, e.Tag) {
				out = append(out, e.Tag)
			}
		}
	}
	visit(expr, false)
	return out
}

// ofPlatform reports whether a tag is set by the go command itself.
func ofPlatform(tag string) bool {
	return slices.Contains([]string{"unix", "cgo", "gc", "gccgo"}, tag) || strings.HasPrefix(tag, "go1.") ||
		slices.ContainsFunc(platformsToTry, func(p string) bool {
			goos, goarch, _ := strings.Cut(p, "/")
			return tag == goos || tag == goarch
		})
}
