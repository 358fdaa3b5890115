// Package gclplugin makes the analyzers a module plugin of golangci-lint v2.
//
// It registers itself under the name m2me; a program that imports it, such as
// "golangci-lint custom" builds, has the linter. The settings of the linter are
// flags of the analyzers: "offer: true" is -offer on each of them.
package gclplugin

import (
	"fmt"
	"maps"
	"slices"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers"
)

func init() { register.Plugin("m2me", New) }

// New returns the linter with the settings of .golangci.yml.
func New(settings any) (register.LinterPlugin, error) {
	flags, err := register.DecodeSettings[map[string]any](settings)
	if err != nil {
		return nil, fmt.Errorf("m2me: settings are names with values, such as offer: true: %w", err)
	}
	return linter{flags}, nil
}

// A linter is the suite with settings.
type linter struct{ flags map[string]any }

// BuildAnalyzers implements [register.LinterPlugin]. golangci-lint caches what
// analyzers find under their names, which therefore stand for the tables too.
func (l linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	suite := analyzers.With(analyzers.Options{Remember: true, Single: true, Linter: true})
	for _, name := range slices.Sorted(maps.Keys(l.flags)) {
		known := false
		for _, a := range suite {
			if a.Flags.Lookup(name) == nil {
				continue
			}
			known = true
			if err := a.Flags.Set(name, fmt.Sprint(l.flags[name])); err != nil {
				return nil, fmt.Errorf("m2me: setting %s: %w", name, err)
			}
		}
		if !known {
			return nil, fmt.Errorf("m2me: there is no setting %s; there is: offer", name)
		}
	}
	return suite, nil
}

// GetLoadMode implements [register.LinterPlugin].
func (linter) GetLoadMode() string { return register.LoadModeTypesInfo }
