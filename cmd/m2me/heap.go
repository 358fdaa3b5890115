package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// startHeap puts the first garbage collection off until the heap has a size.
// Most runs for the go command end before that. Later collections come when the heap
// has grown by 130 percent of what lives, a few less than the usual 100 has, and more
// often where the process comes near most: beyond that it holds one and a half times what
// lives, and a quarter of most.
// GOGC and GOMEMLIMIT of the environment win.
func startHeap(bytes int, most int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		limit(most)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	const least = 4 << 20 // the heap that is collected first at 100 percent
	debug.SetGCPercent(100 * bytes / least)
	first := new([16]byte)
	runtime.SetFinalizer(first, func(*[16]byte) { debug.SetGCPercent(130) })
}

// limit sets the limit of memory, and again after every collection: one that is
// near what lives would have the process do nothing but collect.
func limit(most int64) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetMemoryLimit(max(most, int64(live[0].Value.Uint64()/2*3)+most/4))
	next := new([16]byte)
	runtime.SetFinalizer(next, func(*[16]byte) { limit(most) })
}
