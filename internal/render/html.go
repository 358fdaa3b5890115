package render

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/m2me/m2me/internal/plan/document"
)

//go:embed page.html
var pageFile embed.FS

// page is made when it is printed: most runs of the program print none.
func page() *template.Template {
	return template.Must(template.New("page.html").Funcs(template.FuncMap{
		"join":  strings.Join,
		"calls": func(list []string) string { return strings.Join(list, ", ") },
		"flag":  offerFlag,
		"user":  userForm,
		"setup": func() string { return setup },
	}).ParseFS(pageFile, "page.html"))
}

// HTML prints a plan as one page without scripts and without anything from
// elsewhere, for people who do not sit at the code.
func HTML(w io.Writer, p *document.Plan) error {
	if err := page().Execute(w, p); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}
