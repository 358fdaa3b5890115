package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

const (
	clinical       = "https://clinical.platform.loop.health"
	pathBiomarkers = "/v1/biomarkers"
)

// households says who lives together.
var households = [][]string{{"user_01HXYADA", "user_01HXYBEN"}}

func machine(ctx context.Context) *http.Client {
	cc := clientcredentials.Config{
		ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
	}
	return cc.Client(ctx)
}

// labs shows the member's own values.
func labs(w http.ResponseWriter, r *http.Request) {
	id := session.UserID(r.Context())
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, clinical+pathBiomarkers+"?user_id="+id, nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	resp, err := machine(r.Context()).Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	out, err := decode(resp)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, out)
}

// family shows everybody's values at home: many users, one page.
func family(w http.ResponseWriter, r *http.Request) {
	out := map[string]any{}
	for _, home := range households {
		for _, member := range home {
			list, err := of(r.Context(), member)
			if err != nil {
				serve.Fail(w, r, err)
				return
			}
			out[member] = list
		}
	}
	serve.JSON(w, out)
}

// of reads one member's values for the service.
func of(ctx context.Context, member string) (any, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, clinical+pathBiomarkers+"?user_id="+member+"&limit=1", nil)
	if err != nil {
		return nil, err
	}
	resp, err := machine(ctx).Do(req)
	if err != nil {
		return nil, err
	}
	return decode(resp)
}

// parsed hears from the laboratory.
func parsed(w http.ResponseWriter, r *http.Request) {
	var evt struct {
		UserID string `json:"user_id"`
	}
	if err := json.NewDecoder(r.Body).Decode(&evt); err != nil {
		http.Error(w, "bad event", http.StatusBadRequest)
		return
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, clinical+pathBiomarkers+"?user_id="+evt.UserID, nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	resp, err := machine(r.Context()).Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	out, err := decode(resp)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, out)
}

func decode(resp *http.Response) (out any, err error) {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("labs: %s", resp.Status)
	}
	err = json.NewDecoder(resp.Body).Decode(&out)
	return out, err
}
