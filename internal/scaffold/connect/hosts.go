package connect

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// A hostPattern is one entry of [Config.Hosts].
type hostPattern struct {
	host   string // lower case; with suffix set, ".domain"
	port   string // empty: any
	suffix bool   // it was "*.domain"
	plain  bool   // it was "http://…": TLS is not asked for
}

// parseHosts reads all patterns; the error quotes the first that is wrong.
func parseHosts(patterns []string) ([]hostPattern, error) {
	var out []hostPattern
	for _, s := range patterns {
		p, ok := parseHost(strings.ToLower(strings.TrimSpace(s)))
		if !ok {
			return nil, fmt.Errorf("connect: Config.Hosts: %q is neither a host nor \"*.\" and a domain", s)
		}
		out = append(out, p)
	}
	return out, nil
}

// parseHost reads one pattern.
func parseHost(s string) (p hostPattern, ok bool) {
	s, p.plain = strings.CutPrefix(s, "http://")
	s = strings.TrimPrefix(s, "https://")
	if host, port, err := net.SplitHostPort(s); err == nil {
		s, p.port = host, port
	}
	s = strings.Trim(s, "[]")
	if rest, cut := strings.CutPrefix(s, "*."); cut {
		// "*.com" would hand tokens to strangers.
		p.suffix, p.host = true, "."+rest
		return p, strings.Contains(rest, ".") && plainHost(rest)
	}
	p.host = s
	return p, plainHost(s)
}

// plainHost reports whether s can be a host name or an address.
func plainHost(s string) bool {
	return s != "" && !strings.ContainsAny(s, "*/?#@ \\") && !strings.HasPrefix(s, ".") && !strings.HasSuffix(s, ".")
}

// matches reports whether u's host and port fit. The scheme is not looked at.
func (p hostPattern) matches(u *url.URL) bool {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if p.port != "" && p.port != portOf(u) {
		return false
	}
	if p.suffix {
		return len(host) > len(p.host) && strings.HasSuffix(host, p.host)
	}
	return host == p.host
}

// portOf is u's port, or its scheme's.
func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "http":
		return "80"
	default:
		return "443"
	}
}

// mayCarryToken reports whether a user's token may go with req. No is the
// answer for hosts that are not configured and for requests that a redirect
// from another origin made; both go out without it. A configured host over
// plain http is an error, because going on without the token would hide a
// mistake in the base URL.
func (c *Connector) mayCarryToken(req *http.Request) (bool, error) {
	if !sameOrigin(req) {
		return false, nil
	}
	found := false
	for _, p := range c.hosts {
		if !p.matches(req.URL) {
			continue
		}
		if req.URL.Scheme == "https" || req.URL.Scheme == "http" && (p.plain || loopback(req.URL.Hostname())) {
			return true, nil
		}
		found = true
	}
	if found {
		return false, fmt.Errorf("connect: refusing to send a user's token to %s without TLS", req.URL.Host)
	}
	return false, nil
}

// sameOrigin reports whether no redirect on the way to req left req's scheme
// and host. net/http links a redirected request to the response that caused it.
func sameOrigin(req *http.Request) bool {
	for r := req; r.Response != nil && r.Response.Request != nil; {
		r = r.Response.Request
		if r.URL == nil || r.URL.Scheme != req.URL.Scheme || !strings.EqualFold(r.URL.Host, req.URL.Host) {
			return false
		}
	}
	return true
}

// loopback reports whether host is this machine (RFC 6761 section 6.3 for names).
func loopback(host string) bool {
	host = strings.ToLower(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
