package oapi

import (
	"context"
	"net/http"
	"time"

	"example.com/clients/clinical"
	"example.com/clients/sess"
)

type Service struct {
	api   *clinical.ClientWithResponses
	raw   *clinical.Client
	users *clinical.Client
}

func bearerEditor(ctx context.Context, req *http.Request) error {
	tok, err := sess.Token(ctx)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	return nil
}

func New() (*Service, error) {
	api, err := clinical.NewClientWithResponses("https://clinical.platform.loop.health", clinical.WithRequestEditorFn(bearerEditor))
	if err != nil {
		return nil, err
	}
	raw, err := clinical.NewClient("https://clinical.platform.loop.health", clinical.WithHTTPClient(sess.HTTP(context.Background())))
	if err != nil {
		return nil, err
	}
	users, err := clinical.NewClient("https://users.platform.loop.health", clinical.WithHTTPClient(sess.HTTP(context.Background())))
	if err != nil {
		return nil, err
	}
	return &Service{api: api, raw: raw, users: users}, nil
}

func (s *Service) list(w http.ResponseWriter, r *http.Request) {
	id := sess.User(r.Context())
	rsp, err := s.api.ListBiomarkersWithResponse(r.Context(), &clinical.ListBiomarkersParams{UserId: &id})
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(rsp.Body)
}

func (s *Service) params(w http.ResponseWriter, r *http.Request) {
	id := sess.User(r.Context())
	rsp, err := s.raw.ListBiomarkers(r.Context(), &clinical.ListBiomarkersParams{UserId: &id})
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	rsp.Body.Close()
}

func perCall(w http.ResponseWriter, r *http.Request) {
	c, err := clinical.NewClientWithResponses("https://users.platform.loop.health")
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	rsp, err := c.GetSettingsWithResponse(r.Context(), sess.User(r.Context()), bearerEditor)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(rsp.Body)
}

func (s *Service) rawSettings(w http.ResponseWriter, r *http.Request) {
	rsp, err := s.users.GetSettings(r.Context(), sess.User(r.Context()))
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	rsp.Body.Close()
}

func (s *Service) digest(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			s.api.ListBiomarkersWithResponse(context.Background(), &clinical.ListBiomarkersParams{UserId: &id})
		}
	}
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /oapi/list", s.list)
	mux.HandleFunc("GET /oapi/raw", s.params)
	mux.HandleFunc("GET /oapi/percall", perCall)
	mux.HandleFunc("GET /oapi/rawsettings", s.rawSettings)
	go s.digest(nil)
}
