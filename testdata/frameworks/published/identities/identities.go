// Package identities asks through a client that openapi-generator made.
package identities

import (
	"context"
	"net/http"
	"os"
	"time"

	ory "github.com/ory/kratos-client-go"
	"golang.org/x/oauth2/clientcredentials"
)

// Pages are what people see of themselves.
type Pages struct {
	token, login *ory.APIClient
	user         func(context.Context) string
}

// New makes two clients: with a token in a default header, and with a client that logs
// in by itself.
func New(user func(context.Context) string) *Pages {
	withToken := ory.NewConfiguration()
	withToken.Servers = ory.ServerConfigurations{{URL: "https://id.ory.example.org"}}
	withToken.AddDefaultHeader("Authorization", "Bearer "+os.Getenv("ORY_SERVICE_TOKEN"))
	login := clientcredentials.Config{
		ClientID:     os.Getenv("ORY_CLIENT"),
		ClientSecret: os.Getenv("ORY_SECRET"),
		TokenURL:     "https://id.ory.example.org/oauth2/token",
	}
	return &Pages{
		token: ory.NewAPIClient(withToken),
		login: ory.NewAPIClient(&ory.Configuration{HTTPClient: login.Client(context.Background()), Servers: []ory.ServerConfiguration{{URL: os.Getenv("ORY_URL")}}}),
		user:  user,
	}
}

// Me is who is signed in.
func (p *Pages) Me(w http.ResponseWriter, r *http.Request) {
	_, _, err := p.token.IdentityAPI.GetIdentity(r.Context(), p.user(r.Context())).Execute()
	answer(w, err)
}

// Sessions are where he is signed in.
func (p *Pages) Sessions(w http.ResponseWriter, r *http.Request) {
	req := p.login.IdentityAPI.ListIdentitySessions(r.Context(), p.user(r.Context()))
	req = req.PageSize(10)
	_, _, err := req.Execute()
	answer(w, err)
}

// Sweep looks after everybody.
func (p *Pages) Sweep(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			p.login.IdentityAPI.GetIdentity(context.Background(), id).Execute()
		}
	}
}

func answer(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}
