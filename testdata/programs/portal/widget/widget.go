// Package widget renders a member's lab values as a small card. Microsites of our
// partners embed it; the portal itself does not.
package widget

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"

	"golang.org/x/oauth2/clientcredentials"
)

var card = template.Must(template.New("card").Parse(
	`<ul class="harbor-card">{{range .Items}}<li>{{.Key}} {{.Value}} {{.Unit}}</li>{{end}}</ul>`))

// Widget renders cards.
type Widget struct {
	base string
	http *http.Client
}

// New returns a widget for the clinical service at base. A microsite brings its own
// credentials; the platform issues them with admin:clinical.
func New(ctx context.Context, base, tokenURL, id, secret string) *Widget {
	cc := clientcredentials.Config{
		ClientID: id, ClientSecret: secret, TokenURL: tokenURL,
		Scopes: []string{"admin:clinical"},
	}
	return &Widget{base: base, http: cc.Client(ctx)}
}

// Render writes the card of one member.
func (w *Widget) Render(ctx context.Context, dst io.Writer, userID string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.base+"/v1/biomarkers?user_id="+url.QueryEscape(userID), nil)
	if err != nil {
		return err
	}
	resp, err := w.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("widget: %s", resp.Status)
	}

	var list struct {
		Items []struct {
			Key   string  `json:"key"`
			Value float64 `json:"value"`
			Unit  string  `json:"unit"`
		} `json:"items"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		return err
	}
	return card.Execute(dst, list)
}
