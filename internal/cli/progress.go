package cli

import (
	"fmt"
	"io"
	"time"
)

// progress returns what is told which work begins, and with an empty text that
// it has ended. Work that takes more than a second is named on a terminal.
func (s *session) progress() func(work string) {
	if !s.env.Progress {
		return func(string) {}
	}
	return narrate(s.env.Stderr, time.Second)
}

// narrate names the work that is still going on after some time.
func narrate(w io.Writer, after time.Duration) func(work string) {
	timer := time.AfterFunc(after, func() {})
	return func(work string) {
		timer.Stop()
		if work != "" {
			timer = time.AfterFunc(after, func() { fmt.Fprintf(w, "m2me: %s\n", work) })
		}
	}
}
