// Package render prints a plan. A renderer sees the document and nothing else,
// so a plan that was saved as JSON can be printed in every format later.
package render

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/plan/document"
)

// A Renderer prints a plan.
type Renderer func(w io.Writer, p *document.Plan) error

// Formats returns the renderers by the name of their format.
func Formats() map[string]Renderer {
	return map[string]Renderer{"csv": CSV, "html": HTML, "json": JSON, "sarif": SARIF, "text": Text}
}

// Names returns the names of the formats as a help text lists them.
func Names() string {
	return strings.Join(slices.Sorted(maps.Keys(Formats())), ", ")
}

// JSON prints the document itself, indented, so that diffs are readable.
func JSON(w io.Writer, p *document.Plan) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}
