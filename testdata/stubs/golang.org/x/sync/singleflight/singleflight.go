// Package singleflight stands in for golang.org/x/sync/singleflight in tests.
package singleflight

// A Group makes callers of the same key wait for one call.
type Group struct{ waiting map[string]chan struct{} }

// Do calls fn.
func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	v, err = fn()
	return v, err, false
}

// Forget forgets a key.
func (g *Group) Forget(key string) { delete(g.waiting, key) }
