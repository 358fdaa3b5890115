package vettool

import (
	"encoding/json"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// served returns an error if the go command that asks is of a newer release
// than this program: it could not read what that release compiles, and would
// fail on every package. The go command tells its root in the environment, and
// for each unit the version of Go that the package is written for.
func (t Tool) served(args []string) error {
	asks := ""
	for _, kv := range t.Environ {
		if root, ok := strings.CutPrefix(kv, "GOROOT="); ok && root != "" {
			data, _ := os.ReadFile(filepath.Join(root, "VERSION")) // a development tree has none
			asks, _, _ = strings.Cut(string(data), "\n")
		}
	}
	if cfg := args[len(args)-1]; strings.HasSuffix(cfg, ".cfg") {
		var unit struct{ GoVersion string }
		data, err := os.ReadFile(cfg)
		if err == nil && json.Unmarshal(data, &unit) == nil && version.Compare(unit.GoVersion, asks) > 0 { // else unitchecker tells
			asks = unit.GoVersion
		}
	}
	return newer(strings.TrimSpace(asks), runtime.Version())
}

// newer is an error if the release that asks is newer than the one that built.
// Patch releases read each other.
func newer(asks, built string) error {
	built, _, _ = strings.Cut(built, " ") // go1.26.0 X:experiments
	if !version.IsValid(built) || version.Compare(version.Lang(asks), version.Lang(built)) <= 0 {
		return nil
	}
	return fmt.Errorf("this m2me was built with %s and the go command is %s: build it again with that release, in the checkout of m2me: go install ./cmd/m2me", built, asks)
}
