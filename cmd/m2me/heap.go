package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// startHeap puts the first garbage collection off until the heap has a size.
// Most runs for the go command end before that. Later collections are as usual,
// so that what needs much memory needs no more of it, and more often where the process
// comes near most: a big program takes longer then, and not twice what it holds.
// GOGC and GOMEMLIMIT of the environment win.
func startHeap(bytes int, most int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(most)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	const least = 4 << 20 // the heap that is collected first at 100 percent
	usual := debug.SetGCPercent(100 * bytes / least)
	first := new([16]byte)
	runtime.SetFinalizer(first, func(*[16]byte) { debug.SetGCPercent(usual) })
}
