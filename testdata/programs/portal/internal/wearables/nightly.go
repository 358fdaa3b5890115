package wearables

import (
	"context"
	"encoding/json"
	"maps"
	"time"

	"example.com/portal/internal/loop"
)

// Nightly works out everybody's readiness once a day, until ctx ends.
func (p *Pilot) Nightly(ctx context.Context) {
	ticker := time.NewTicker(24 * time.Hour)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			p.refresh(ctx)
		}
	}
}

func (p *Pilot) refresh(ctx context.Context) {
	// A copy, so that a slow night blocks nobody.
	p.mu.Lock()
	grants := maps.Clone(p.grants)
	p.mu.Unlock()

	for member, tok := range grants {
		hc := p.oauth.Client(ctx, tok)
		resp, err := hc.Get(p.clinical + "/v1/biomarkers/me")
		if err != nil {
			p.Log.Warn("readiness: skipped", "user_id", member, "err", err)
			continue
		}
		var list loop.BiomarkerList
		err = json.NewDecoder(resp.Body).Decode(&list)
		resp.Body.Close()
		if err != nil {
			p.Log.Warn("readiness: skipped", "user_id", member, "err", err)
			continue
		}

		p.mu.Lock()
		p.readiness[member] = readiness(list.Items)
		p.mu.Unlock()
	}
}

// readiness is a number between 0 and 100: each value out of range costs ten.
func readiness(items []loop.Biomarker) int {
	n := 100
	for _, m := range items {
		if m.Flag != "" {
			n -= 10
		}
	}
	return max(n, 0)
}
