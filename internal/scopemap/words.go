package scopemap

import "github.com/m2me/m2me/internal/rest"

// Disposition is what a table says should happen to a call.
type Disposition uint8

// The dispositions. The zero value means that the table does not say.
const (
	Unknown Disposition = iota
	Migrate
	Keep
	Ask
)

var dispositionNames = []string{"unknown", "migrate", "keep", "ask"}

func (d Disposition) String() string { return dispositionNames[d] }

// words lists the values a table may use; the zero value is not one of them.
func (*Disposition) words() []string  { return dispositionNames[1:] }
func (d *Disposition) setWord(i int)  { *d = Disposition(i + 1) }
func (*Disposition) wordKind() string { return "disposition" }

// Confidence is where the knowledge of a row comes from.
type Confidence uint8

// The confidences, best first.
const (
	NoConfidence Confidence = iota
	Guide                   // the vendor's migration guide says so
	Reference               // the vendor's reference says so
	Inferred                // it follows from names and neighbours
)

var confidenceNames = []string{"", "guide", "reference", "inferred"}

func (c Confidence) String() string { return confidenceNames[c] }

func (*Confidence) words() []string  { return confidenceNames[1:] }
func (c *Confidence) setWord(i int)  { *c = Confidence(i + 1) }
func (*Confidence) wordKind() string { return "confidence" }

// Kind is a [rest.Kind] in a table.
type Kind rest.Kind

// Kinds that a table may use, in the order of the constants of package rest.
var kindNames = []string{"user", "scheduled", "event", "batch", "admin"}

// Rest returns the kind as the other stages know it.
func (k Kind) Rest() rest.Kind { return rest.Kind(k) }

func (k Kind) String() string { return rest.Kind(k).String() }

func (*Kind) words() []string  { return kindNames }
func (k *Kind) setWord(i int)  { *k = Kind(rest.ByUser) + Kind(i) }
func (*Kind) wordKind() string { return "kind" }

// A word is a value from a fixed list.
type word interface {
	words() []string
	setWord(i int)
	wordKind() string
}
