package fixes

import (
	"fmt"
	"go/token"
)

// A Refusal is the answer where a rewrite is not provably right.
type Refusal struct {
	Rule   string    // one word: "generated", "assigned", "format", …
	Reason string    // a sentence part a person can act on
	At     token.Pos // what stands in the way
}

func (r *Refusal) Error() string { return r.Reason }

// refuse returns a Refusal.
func refuse(rule string, at token.Pos, format string, args ...any) error {
	return &Refusal{Rule: rule, Reason: fmt.Sprintf(format, args...), At: at}
}
