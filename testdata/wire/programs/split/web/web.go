// Package web serves the members' pages.
package web

import (
	"context"
	"net/http"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
	"example.com/clinic/split/care"
)

// Summaries sums a member's values up.
type Summaries interface {
	Summary(ctx context.Context, member string) (care.Summary, error)
}

type pages struct{ care Summaries }

// Routes mounts the pages.
func Routes(mux *http.ServeMux, s Summaries) {
	p := &pages{care: s}
	mux.Handle("GET /labs", session.Require(http.HandlerFunc(p.labs)))
}

func (p *pages) labs(w http.ResponseWriter, r *http.Request) {
	sum, err := p.care.Summary(r.Context(), session.UserID(r.Context())) // one member
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, sum)
}
