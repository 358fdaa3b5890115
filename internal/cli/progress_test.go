package cli

import (
	"testing"
	"time"
)

// A lines hands on every write.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// TestNarrate holds that work is named while it goes on, and work that has ended
// is not.
func TestNarrate(t *testing.T) {
	seen := make(lines, 8)
	say := narrate(seen, time.Nanosecond)
	say("loading packages")
	if got, want := <-seen, "m2me: loading packages\n"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	say("reading calls")
	if got, want := <-seen, "m2me: reading calls\n"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	say("")

	quick := make(lines, 8)
	say = narrate(quick, time.Hour)
	say("loading packages")
	say("reading calls")
	say("")
	if len(quick) > 0 {
		t.Errorf("said %q of work that took no time", <-quick)
	}
}
