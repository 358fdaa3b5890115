// Command published is a small portal.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/published/consents"
	"example.com/published/identities"
)

func user(ctx context.Context) string { s, _ := ctx.Value("user").(string); return s }

func main() {
	g, err := consents.Dial(os.Getenv("ORY_URL"), os.Getenv("ORY_SERVICE_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	p := identities.New(user)
	http.HandleFunc("GET /me", p.Me)
	http.HandleFunc("GET /sessions", p.Sessions)
	http.HandleFunc("GET /consents", func(w http.ResponseWriter, r *http.Request) {
		n, err := g.Count(r.Context(), user(r.Context()))
		if err == nil {
			err = g.Trusted(r.Context(), user(r.Context()))
		}
		fmt.Fprintln(w, n, err)
	})
	go p.Sweep(os.Args[1:])
	log.Fatal(http.ListenAndServe(":8080", nil))
}
