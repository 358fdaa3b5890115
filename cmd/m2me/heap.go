package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// startHeap puts the first garbage collection off until the heap has a size.
// Most runs for the go command end before that. Later collections are as usual,
// so that what needs much memory needs no more of it; GOGC of the environment wins.
func startHeap(bytes int) {
	if os.Getenv("GOGC") != "" {
		return
	}
	const least = 4 << 20 // the heap that is collected first at 100 percent
	usual := debug.SetGCPercent(100 * bytes / least)
	first := new([16]byte)
	runtime.SetFinalizer(first, func(*[16]byte) { debug.SetGCPercent(usual) })
}
