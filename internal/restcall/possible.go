package restcall

import "github.com/m2me/m2me/internal/rest"

// possible reports whether a request can turn out to be a platform's call,
// whatever credential it carries. To follow credentials is most of the work, and
// of a large client for somebody else's API none is needed.
func (f *finder) possible(c *rest.Call) bool {
	return f.table.Possible(c) || f.endpointInSight()
}

// endpointInSight reports whether the program may name a token endpoint of a
// platform: its tokens make any call the platform's. What facts tell of other
// packages is not searched.
func (f *finder) endpointInSight() bool {
	if f.w.Modular() {
		return true
	}
	if f.endpoints == nil {
		has := f.w.Mentions(f.table.TokenDomains())
		f.endpoints = &has
	}
	return *f.endpoints
}
