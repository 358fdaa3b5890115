package builders

import (
	"context"
	"net/http"

	"example.com/clients/sess"
	"github.com/carlmjohnson/requests"
)

func fetch(w http.ResponseWriter, r *http.Request) {
	var out []bio
	err := requests.URL("https://clinical.platform.loop.health").Path("/v1/biomarkers").Param("user_id", sess.User(r.Context())).
		Bearer(sess.Must(r.Context())).ToJSON(&out).Fetch(r.Context())
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func pathf(w http.ResponseWriter, r *http.Request) {
	var s string
	err := requests.New().Host("users.platform.loop.health").Pathf("/v1/users/%s/settings", sess.User(r.Context())).
		Client(sess.HTTP(r.Context())).ToString(&s).Fetch(r.Context())
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func config(rb *requests.Builder) {
	rb.BaseURL("https://clinical.platform.loop.health").Client(sess.HTTP(context.Background()))
}

func new(w http.ResponseWriter, r *http.Request) {
	var out []bio
	err := requests.New(config).Path("/v1/biomarkers").Param("user_id", sess.User(r.Context())).ToJSON(&out).Fetch(r.Context())
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /builders/fetch", fetch)
	mux.HandleFunc("GET /builders/pathf", pathf)
	mux.HandleFunc("GET /builders/new", new)
}

type bio struct{ Name string }
