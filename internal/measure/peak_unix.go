//go:build unix

package measure

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory returns the most memory that a process, or one that it started,
// held at a time.
func peakMemory(s *os.ProcessState) int64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10 // elsewhere in kilobytes
}
