package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/portal/internal/connect"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/paths"
	"example.com/portal/internal/session"
)

func (a *API) biomarkers(w http.ResponseWriter, r *http.Request) {
	list, err := a.Records.Biomarkers(r.Context(), me(r))
	a.reply(w, list, err)
}

// biomarker is the history of one value.
func (a *API) biomarker(w http.ResponseWriter, r *http.Request) {
	all, err := a.history(r)
	if err != nil {
		a.reply(w, nil, err)
		return
	}

	key := chi.URLParam(r, "key")
	var out loop.BiomarkerList
	for _, m := range all.Items {
		if m.Key == key {
			out.Items = append(out.Items, m)
		}
	}
	a.reply(w, out, nil)
}

// history reads everything: the platform's own filter by key is case-sensitive,
// and the app's is not.
func (a *API) history(r *http.Request) (*loop.BiomarkerList, error) {
	ctx := r.Context()
	id := session.UserID(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.Clinical+paths.Biomarkers+"/me", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")

	resp, err := connect.Client(ctx, id).Do(req)
	if err != nil {
		return nil, err
	}
	var list loop.BiomarkerList
	return &list, decode(resp, &list)
}
