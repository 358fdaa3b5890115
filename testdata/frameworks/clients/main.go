// Command clients calls one API with every HTTP library for Go that m2me knows,
// each with the machine's token, for whoever is signed in and on a schedule.
package main

import (
	"log"
	"net/http"

	"example.com/clients/agents"
	"example.com/clients/builders"
	"example.com/clients/fast"
	"example.com/clients/fibers"
	"example.com/clients/heim"
	"example.com/clients/oapi"
	"example.com/clients/restyv2"
	"example.com/clients/restyv3"
	"example.com/clients/retry"
	"example.com/clients/slings"
	"example.com/clients/swags"
)

func main() {
	mux := http.NewServeMux()
	restyv2.New().Routes(mux)
	restyv3.New().Routes(mux)
	slings.New(&http.Client{}).Routes(mux)
	retry.New().Routes(mux)
	fast.Routes(mux)
	agents.Routes(mux)
	fibers.New().Routes(mux)
	heim.New().Routes(mux)
	builders.Routes(mux)
	api, err := oapi.New()
	if err != nil {
		log.Fatal(err)
	}
	api.Routes(mux)
	swags.New().Routes(mux)
	log.Fatal(http.ListenAndServe(":8080", mux))
}
