package main

import (
	"fmt"
	"path"
	"strings"

	"golang.org/x/mod/module"
)

// An entry is a module of the list.
type entry struct {
	module.Version
	Without []exception
}

// An exception is a file, or a directory with all below it, that is left out
// because it cannot be built from what the release holds.
type exception struct {
	Path   string // slash path in the module
	Reason string
}

// parseList reads a list: one module@version a line; a line below that begins
// with white space makes an exception, "without PATH: REASON". What follows a #
// is a comment.
func parseList(name, text string) ([]entry, error) {
	var out []entry
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(strings.TrimRight(line, "\n"), "#")
		words := strings.TrimSpace(line)
		var err error
		switch {
		case words == "":
		case line[0] == ' ' || line[0] == '\t':
			if len(out) == 0 {
				err = fmt.Errorf("an exception needs a module above it")
				break
			}
			m := &out[len(out)-1]
			var ex exception
			ex, err = parseException(words)
			m.Without = append(m.Without, ex)
		case seen[words]:
			err = fmt.Errorf("%s is listed twice", words)
		default:
			seen[words] = true
			var m entry
			m.Version, err = parseVersion(words)
			out = append(out, m)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return out, nil
}

// parseVersion reads "path@version".
func parseVersion(text string) (module.Version, error) {
	p, v, _ := strings.Cut(text, "@")
	if err := module.Check(p, v); err != nil {
		return module.Version{}, fmt.Errorf("want module@version, with the whole version: %w", err)
	}
	return module.Version{Path: p, Version: v}, nil
}

// parseException reads "without PATH: REASON".
func parseException(text string) (exception, error) {
	rest, ok := strings.CutPrefix(text, "without ")
	name, reason, found := strings.Cut(rest, ":")
	name, reason = strings.TrimSpace(name), strings.TrimSpace(reason)
	if !ok || !found || reason == "" {
		return exception{}, fmt.Errorf("want \"without PATH: REASON\", not %q", text)
	}
	if name != path.Clean(name) || name == "." || path.IsAbs(name) || strings.HasPrefix(name, "..") {
		return exception{}, fmt.Errorf("%q is no path below the module", name)
	}
	return exception{Path: name, Reason: reason}, nil
}
