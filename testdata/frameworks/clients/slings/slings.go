package slings

import (
	"net/http"
	"time"

	"example.com/clients/sess"
	"github.com/dghubble/sling"
)

type Service struct{ base *sling.Sling }

type listParams struct {
	UserID string `url:"user_id,omitempty"`
	Limit  int    `url:"limit,omitempty"`
}

func New(hc *http.Client) *Service {
	return &Service{base: sling.New().Client(hc).Base("https://clinical.platform.loop.health/v1/").Set("Accept", "application/json")}
}

func (s *Service) shared(w http.ResponseWriter, r *http.Request) {
	var out []bio
	p := &listParams{UserID: sess.User(r.Context()), Limit: 5}
	_, err := s.base.New().Get("biomarkers").QueryStruct(p).Set("Authorization", "Bearer "+sess.Must(r.Context())).ReceiveSuccess(&out)
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func (s *Service) digest(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			var out []bio
			s.base.New().Get("biomarkers").QueryStruct(&listParams{UserID: id}).ReceiveSuccess(&out)
		}
	}
}

func request(w http.ResponseWriter, r *http.Request) {
	req, err := sling.New().Base("https://users.platform.loop.health/").Path("v1/users/").Path(sess.User(r.Context()) + "/").Get("settings").Request()
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	req = req.WithContext(r.Context())
	req.Header.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func receive(w http.ResponseWriter, r *http.Request) {
	var ok []bio
	var bad struct{ Error string }
	resp, err := sling.New().Client(sess.HTTP(r.Context())).
		Get("https://clinical.platform.loop.health/v1/biomarkers").
		QueryStruct(struct {
			UserID string `url:"user_id"`
		}{sess.User(r.Context())}).
		Receive(&ok, &bad)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.WriteHeader(resp.StatusCode)
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /slings/shared", s.shared)
	mux.HandleFunc("GET /slings/request", request)
	mux.HandleFunc("GET /slings/receive", receive)
	go s.digest(nil)
}

type bio struct{ Name string }
