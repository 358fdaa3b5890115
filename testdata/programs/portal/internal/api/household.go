package api

import (
	"net/http"
	"net/url"

	"example.com/portal/internal/loop"
	"example.com/portal/internal/paths"
)

// household shows a family's lab values on one screen.
func (a *API) household(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	members, err := a.Households.Household(ctx, me(r))
	if err != nil {
		a.reply(w, nil, err)
		return
	}

	out := make(map[string][]loop.Biomarker, len(members))
	for _, m := range members {
		q := url.Values{"user_id": {m.ID}}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.Clinical+paths.Biomarkers+"?"+q.Encode(), nil)
		if err != nil {
			a.reply(w, nil, err)
			return
		}
		var list loop.BiomarkerList
		if err := a.fetch(req, &list); err != nil {
			a.reply(w, nil, err)
			return
		}
		out[m.Email] = list.Items
	}
	a.reply(w, out, nil)
}
