package connect_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/m2me/m2me/internal/scaffold/connect"
	"golang.org/x/oauth2"
)

// The whole life of a grant: the handlers are mounted, and a page either shows
// the user's data or sends the user to the consent screen.
func Example() {
	conn, err := connect.New(connect.Config{
		ClientID:    "client_01",
		RedirectURL: "https://app.example/connect/callback",
		Scopes:      []string{"openid", "read:biomarkers"},
	}, connect.NewMemoryStore())
	if err != nil {
		fmt.Println(err)
		return
	}
	connect.SetDefault(conn)
	defer connect.SetDefault(nil)

	mux := http.NewServeMux()
	mux.Handle("GET /connect/login", conn.LoginHandler())
	mux.Handle("GET /connect/callback", conn.CallbackHandler(func(w http.ResponseWriter, r *http.Request, userID string, err error) {
		if err != nil {
			http.Error(w, "the sign-in was not completed", http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, connect.ReturnTo(r), http.StatusSeeOther)
	}))
	mux.HandleFunc("GET /dashboard", func(w http.ResponseWriter, r *http.Request) {
		userID := "user_01HXY" // from your session
		resp, err := connect.Client(r.Context(), userID).Get("https://clinical.platform.loop.health/v1/biomarkers/me")
		if connect.RedirectToLogin(w, r, err) {
			return
		}
		if err != nil {
			http.Error(w, "try again later", http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
	})

	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", "/dashboard", nil))
	to, _ := w.Result().Location()
	fmt.Println(w.Code, to.Host, to.Query().Get("scope"), to.Query().Get("code_challenge_method"))
	// Output: 302 identity.platform.loop.health openid read:biomarkers S256
}

// Both flows run side by side: a wrapper sends as the user whom the context
// names, and with its machine client if there is none.
func ExampleHTTPClient() {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println(r.URL, r.Header.Get("Authorization"))
	}))
	defer service.Close()
	store := connect.NewMemoryStore()
	store.Save(context.Background(), "user_01", &oauth2.Token{AccessToken: "lph_at_example", Expiry: time.Now().Add(time.Hour)})
	conn, err := connect.New(connect.Config{
		ClientID: "client_01", RedirectURL: "http://localhost/callback", Hosts: []string{"127.0.0.1"},
	}, store)
	if err != nil {
		fmt.Println(err)
		return
	}
	connect.SetDefault(conn)
	defer connect.SetDefault(nil)

	machine := oauth2.NewClient(context.Background(), oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "machine"}))
	get := func(ctx context.Context, path string) {
		req, _ := http.NewRequestWithContext(ctx, "GET", service.URL+path, nil)
		resp, err := connect.HTTPClient(ctx, machine).Do(req)
		if err != nil {
			fmt.Println(errors.Is(err, connect.ErrNoGrant))
			return
		}
		resp.Body.Close()
	}
	get(context.Background(), "/v1/biomarkers?user_id=user_01")
	get(connect.WithUser(context.Background(), "user_01"), "/v1/biomarkers/me")
	get(connect.WithUser(context.Background(), "user_02"), "/v1/biomarkers/me") // no grant: an error, not the machine's token
	// Output:
	// /v1/biomarkers?user_id=user_01 Bearer machine
	// /v1/biomarkers/me Bearer lph_at_example
	// true
}

// A scope that the user has not granted is an error of its own; a page would
// pass it to RedirectToLogin.
func ExampleScopeError() {
	var err error = &connect.ScopeError{Scopes: []string{"read:biomarkers"}}
	var scope *connect.ScopeError
	if errors.As(err, &scope) {
		fmt.Println(scope.Scopes)
	}
	fmt.Println(err)
	// Output:
	// [read:biomarkers]
	// connect: the user's grant lacks read:biomarkers (insufficient_scope)
}
