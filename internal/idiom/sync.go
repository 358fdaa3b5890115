package idiom

import "github.com/m2me/m2me/internal/flow"

// Sync is what makes something happen once: package sync and singleflight.
func Sync() Idiom {
	return Idiom{
		Name:   "sync",
		Values: true,
		Models: map[string]flow.Model{
			"sync.OnceFunc":   first,
			"sync.OnceValue":  first,
			"sync.OnceValues": first,

			"golang.org/x/sync/singleflight.Group.Do": flight,
		},
	}
}

// flight is Group.Do: what the function returns, and whether others got it, too.
func flight(c *flow.Call) []*flow.Value {
	return append(c.Apply(c.Arg(1)), flow.NewUnknown("whether the answer was shared"))
}
