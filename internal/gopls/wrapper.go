package gopls

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// A wrapper is the module that is built.
type wrapper struct {
	dir     string
	overlay string // file name
}

const (
	// link stands for the directory of gopls in the module cache.
	link = "gopls-src"

	// imports makes the analyzers a dependency. Main packages cannot be
	// imported: a tool line keeps gopls.
	imports = "// Package tools depends on the analyzers.\npackage tools\n\nimport _ \"" + analyzersModule + "/analyzers/editor\"\n"

	// settings becomes a file of the package of gopls that lists analyzers. No
	// fix is of the kind that editors apply to a whole file when it is saved:
	// some are answers to questions.
	settings = `package settings

import (
	"` + analyzersModule + `/analyzers/editor"
	"golang.org/x/tools/gopls/internal/protocol"
)

func init() {
	for _, a := range editor.Analyzers() {
		AllAnalyzers = append(AllAnalyzers, &Analyzer{
			analyzer:    a,
			severity:    protocol.SeverityWarning,
			actionKinds: []protocol.CodeActionKind{protocol.QuickFix},
		})
	}
}
`
)

// wrap writes the module that is built.
func (b Builder) wrap(ctx context.Context, r release, goVersion string) (wrapper, error) {
	var got release
	if err := b.decode(ctx, b.Cache, &got, "mod", "download", "-json", Module+"@"+r.Version); err != nil {
		return wrapper{}, fmt.Errorf("download gopls %s: %w", r.Version, err)
	}
	pin, err := pinned(got.GoMod)
	if err != nil {
		return wrapper{}, err
	}
	goVersion, _, _ = strings.Cut(goVersion, " ")
	source := sha256.Sum256([]byte(b.Source))
	w := wrapper{dir: filepath.Join(b.Cache, fmt.Sprintf("%s-%s-%x", r.Version, goVersion, source[:6]))}
	w.overlay = filepath.Join(w.dir, "overlay.json")
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return wrapper{}, fmt.Errorf("make the module to build: %w", err)
	}
	if err := place(got.Dir, filepath.Join(w.dir, link)); err != nil {
		return wrapper{}, fmt.Errorf("put gopls into the module to build: %w", err)
	}
	replaced := filepath.Join(w.dir, link, "internal", "settings", "zz_m2me.go")
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{replaced: filepath.Join(w.dir, "settings.go.txt")}})
	if err != nil {
		return wrapper{}, fmt.Errorf("make the overlay: %w", err)
	}
	for name, text := range map[string]string{"tools.go": imports, "settings.go.txt": settings, "overlay.json": string(overlay)} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o666); err != nil {
			return wrapper{}, fmt.Errorf("make the module to build: %w", err)
		}
	}
	return w, b.require(ctx, w, r, pin)
}

// pinned returns the version of x/tools that a go.mod of gopls asks for.
func pinned(name string) (string, error) {
	mod, err := parseMod(name)
	if err != nil {
		return "", fmt.Errorf("go.mod of gopls: %w", err)
	}
	for _, req := range mod.Require {
		if req.Mod.Path == tools {
			return req.Mod.Version, nil
		}
	}
	return "", fmt.Errorf("go.mod of gopls does not require %s", tools)
}

// place puts a directory at a name: a symbolic link, or a copy where there can
// be none, as on Windows.
func place(dir, name string) error {
	if have, err := os.Readlink(name); err == nil && have == dir {
		return nil
	}
	if err := os.RemoveAll(name); err != nil {
		return err
	}
	if err := os.Symlink(dir, name); err == nil {
		return nil
	}
	return os.CopyFS(name, os.DirFS(dir))
}

// require writes go.mod and has the go command complete it. It is asked only if
// something has changed, so that a second build needs no network.
func (b Builder) require(ctx context.Context, w wrapper, r release, pin string) error {
	own, err := os.ReadFile(filepath.Join(b.Source, "go.mod"))
	if err != nil {
		return fmt.Errorf("read go.mod of the analyzers: %w", err)
	}
	mod := fmt.Sprintf(`module m2me.invalid/gopls

go %s

tool %s

require (
	%s v0.0.0
	%[2]s %[4]s
)

replace (
	%[3]s => %[5]s
	%[2]s => ./%[6]s
	%[7]s => %[7]s %[8]s
)
`, r.GoVersion, Module, analyzersModule, r.Version, modfile.AutoQuote(b.Source), link, tools, pin)
	stamp := filepath.Join(w.dir, "go.mod.from")
	want := []byte(mod + "\n" + string(own))
	if have, err := os.ReadFile(stamp); err == nil && bytes.Equal(have, want) {
		return nil
	}
	if err := os.WriteFile(filepath.Join(w.dir, "go.mod"), []byte(mod), 0o666); err != nil {
		return fmt.Errorf("make the module to build: %w", err)
	}
	if out, err := b.run(ctx, w.dir, "mod", "tidy"); err != nil {
		return fmt.Errorf("find what gopls %s needs: %s", r.Version, firstLines(out, err))
	}
	if err := os.WriteFile(stamp, want, 0o666); err != nil {
		return fmt.Errorf("make the module to build: %w", err)
	}
	return nil
}
