package fibers

import (
	"context"
	"net/http"

	"example.com/clients/sess"
	"github.com/gofiber/fiber/v3/client"
)

type Service struct{ cc *client.Client }

func New() *Service {
	cc := client.New().SetBaseURL("https://clinical.platform.loop.health")
	cc.SetHeader("Authorization", "Bearer "+sess.Must(context.Background()))
	return &Service{cc: cc}
}

func (s *Service) config(w http.ResponseWriter, r *http.Request) {
	resp, err := s.cc.Get("/v1/biomarkers", client.Config{Ctx: r.Context(), Param: map[string]string{"user_id": sess.User(r.Context()), "limit": "5"}})
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	defer resp.Close()
	w.Write(resp.Body())
}

func (s *Service) req(w http.ResponseWriter, r *http.Request) {
	resp, err := s.cc.R().SetContext(r.Context()).SetParam("user_id", sess.User(r.Context())).Get("/v1/biomarkers")
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	defer resp.Close()
	w.Write(resp.Body())
}

func path(w http.ResponseWriter, r *http.Request) {
	resp, err := client.Get("https://users.platform.loop.health/v1/users/:id/settings", client.Config{
		PathParam: map[string]string{"id": sess.User(r.Context())},
		Header:    map[string]string{"Authorization": "Bearer " + sess.Must(r.Context())},
	})
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func acquire(w http.ResponseWriter, r *http.Request) {
	req := client.AcquireRequest()
	defer client.ReleaseRequest(req)
	req.SetURL("https://clinical.platform.loop.health/v1/biomarkers").SetMethod("GET").AddParam("user_id", sess.User(r.Context())).AddHeader("Authorization", "Bearer "+sess.Must(r.Context()))
	resp, err := req.Send()
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /fibers/config", s.config)
	mux.HandleFunc("GET /fibers/req", s.req)
	mux.HandleFunc("GET /fibers/path", path)
	mux.HandleFunc("GET /fibers/acquire", acquire)
}
