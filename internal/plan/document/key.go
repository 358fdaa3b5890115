package document

import (
	"fmt"
	"path"
)

// Keys returns a name for each finding that stays the same while code above it
// moves: package directory, function, endpoint, and which of several such calls
// in that function it is. It holds no line.
func (p *Plan) Keys() []string {
	seen := map[string]int{}
	keys := make([]string, len(p.Findings))
	for i, f := range p.Findings {
		key := fmt.Sprintf("%s: %s: %s", path.Dir(f.File), f.Func, f.Endpoint())
		seen[key]++
		keys[i] = fmt.Sprintf("%s: %d", key, seen[key])
	}
	return keys
}
