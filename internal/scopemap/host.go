package scopemap

import (
	"regexp"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// hole stands for a hole of a call's host while it is matched.
const hole = "\x00"

// A host is a compiled host template: {service}[.{stage}].example.com.
type host struct {
	re      *regexp.Regexp
	service int // index of the group for {service}, or -1
}

var (
	hostToken = regexp.MustCompile(`\{([^{}]*)\}|[\[\]]|[^{}\[\]]+`)
	hostText  = regexp.MustCompile(`^[a-zA-Z0-9._:-]+$`)
)

// parseHost compiles a host template. The fault is a sentence part.
func parseHost(text string) (h host, fault string) {
	var b strings.Builder
	depth, read := 0, 0
	for _, m := range hostToken.FindAllStringIndex(text, -1) {
		if m[0] != read {
			break
		}
		read = m[1]
		tok := text[m[0]:m[1]]
		switch tok {
		case "[":
			depth++
		case "]":
			depth--
		}
		part, fault := hostPart(tok)
		if fault != "" {
			return h, fault
		}
		b.WriteString(part)
		if depth < 0 {
			return h, "a ] without its ["
		}
	}
	switch {
	case read != len(text) || text == "":
		return h, "braces that do not match"
	case depth != 0:
		return h, "a [ without its ]"
	}
	re, err := regexp.Compile("^" + b.String() + "(?::[0-9]+)?$")
	if err != nil {
		return h, err.Error()
	}
	return host{re, re.SubexpIndex("service")}, ""
}

// hostPart returns the expression for a token of a host template.
func hostPart(tok string) (expr, fault string) {
	switch {
	case tok == "[":
		return "(?:", ""
	case tok == "]":
		return ")?", ""
	case tok == "{}":
		return "", "a placeholder needs a name"
	case tok == "{service}":
		return "(?P<service>[^./]+)", ""
	case tok[0] == '{':
		return "[^./]+", ""
	case !hostText.MatchString(tok):
		return "", "a host has no scheme and no path"
	}
	return regexp.QuoteMeta(strings.ToLower(tok)), ""
}

// match reports whether a call's host fits, and the service if it is text.
func (h host) match(t rest.Template) (service string, ok bool) {
	text := hostOf(t)
	m := h.re.FindStringSubmatch(text)
	if m == nil {
		// {prefix}platform.example.com: the hole ends in the dot.
		m = h.re.FindStringSubmatch(strings.ReplaceAll(text, hole, hole+"."))
	}
	if m == nil {
		return "", false
	}
	if h.service >= 0 && !strings.Contains(m[h.service], hole) {
		service = m[h.service]
	}
	return service, true
}

func hostOf(t rest.Template) string {
	var b strings.Builder
	for _, p := range t {
		if p.IsHole() {
			b.WriteString(hole)
		} else {
			b.WriteString(strings.ToLower(p.Text))
		}
	}
	return b.String()
}

// openHost reports whether a host says too little to tell a platform from it:
// there is none, or it ends in a hole.
func openHost(t rest.Template) bool {
	return len(t) == 0 || t[len(t)-1].IsHole()
}

// An endpoint is a compiled token endpoint.
type endpoint struct {
	host host
	path Path
}

// parseEndpoint compiles the URL of a token endpoint.
func parseEndpoint(text string) (e endpoint, fault string) {
	rest, ok := strings.CutPrefix(text, "https://")
	if !ok {
		return e, "a token endpoint begins with https://"
	}
	name, path, _ := strings.Cut(rest, "/")
	if e.host, fault = parseHost(name); fault != "" {
		return e, fault
	}
	e.path, fault = ParsePath("/" + path)
	return e, fault
}

// match reports whether a URL is the endpoint.
func (e endpoint) match(loc rest.Location) bool {
	if _, ok := e.path.match(loc.Segments, nil, nil); !ok {
		return false
	}
	_, ok := e.host.match(loc.Host)
	return ok && len(loc.Base) == 0
}
