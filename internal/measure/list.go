package measure

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// An Entry is a module of a list.
type Entry struct {
	module.Version
	Without []Exception
}

// An Exception is a file, or a directory with all below it, that is left out
// because it cannot be built from what the release holds.
type Exception struct {
	Path   string // slash path in the module
	Reason string
}

// ParseList reads a list: one module@version a line; a line below that begins
// with white space makes an exception, "without PATH: REASON". What follows a #
// is a comment.
func ParseList(name, text string) ([]Entry, error) {
	var out []Entry
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
			var ex Exception
			ex, err = parseException(words)
			m.Without = append(m.Without, ex)
		case seen[words]:
			err = fmt.Errorf("%s is listed twice", words)
		default:
			seen[words] = true
			var m Entry
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
func parseException(text string) (Exception, error) {
	rest, ok := strings.CutPrefix(text, "without ")
	name, reason, found := strings.Cut(rest, ":")
	name, reason = strings.TrimSpace(name), strings.TrimSpace(reason)
	if !ok || !found || reason == "" {
		return Exception{}, fmt.Errorf("want \"without PATH: REASON\", not %q", text)
	}
	if name != path.Clean(name) || name == "." || path.IsAbs(name) || strings.HasPrefix(name, "..") {
		return Exception{}, fmt.Errorf("%q is no path below the module", name)
	}
	return Exception{Path: name, Reason: reason}, nil
}

// ReadList reads the modules of the list in file that match a regular expression.
func ReadList(file, match string) ([]Entry, error) {
	re, err := regexp.Compile(match)
	if err != nil {
		return nil, fmt.Errorf("-run: %w", err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	all, err := ParseList(file, string(data))
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(all, func(m Entry) bool { return !re.MatchString(m.String()) })
	if len(list) == 0 {
		return nil, fmt.Errorf("%s lists no module that matches %q", file, match)
	}
	return list, nil
}
