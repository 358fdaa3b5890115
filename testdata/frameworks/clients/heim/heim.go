package heim

import (
	"context"
	"net/http"
	"time"

	"example.com/clients/sess"
	"github.com/gojek/heimdall/v7"
	"github.com/gojek/heimdall/v7/httpclient"
	"github.com/gojek/heimdall/v7/hystrix"
)

type Service struct {
	c *httpclient.Client
	h *hystrix.Client
	i heimdall.Client
}

func New() *Service {
	return &Service{c: httpclient.NewClient(httpclient.WithHTTPTimeout(time.Second), httpclient.WithHTTPClient(sess.HTTP(context.Background()))),
		h: hystrix.NewClient(hystrix.WithHTTPTimeout(time.Second), hystrix.WithCommandName("labs")), i: httpclient.NewClient()}
}

func (s *Service) get(w http.ResponseWriter, r *http.Request) {
	resp, err := s.c.Get("https://clinical.platform.loop.health/v1/biomarkers?user_id="+sess.User(r.Context()), nil)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func (s *Service) hystrix(w http.ResponseWriter, r *http.Request) {
	headers := http.Header{}
	headers.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	resp, err := s.h.Get("https://clinical.platform.loop.health/v1/biomarkers?user_id="+sess.User(r.Context()), headers)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func (s *Service) iface(w http.ResponseWriter, r *http.Request) {
	headers := http.Header{"Authorization": []string{"Bearer " + sess.Must(r.Context())}}
	resp, err := s.i.Get("https://users.platform.loop.health/v1/users/"+sess.User(r.Context())+"/settings", headers)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func do(w http.ResponseWriter, r *http.Request) {
	client := httpclient.NewClient(httpclient.WithHTTPTimeout(time.Second))
	req, err := http.NewRequestWithContext(r.Context(), "GET", "https://clinical.platform.loop.health/v1/biomarkers?user_id="+sess.User(r.Context()), nil)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	req.Header.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	resp, err := client.Do(req)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func (s *Service) digest(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			resp, err := s.c.Get("https://clinical.platform.loop.health/v1/biomarkers?user_id="+id, nil)
			if err == nil {
				resp.Body.Close()
			}
		}
	}
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /heim/get", s.get)
	mux.HandleFunc("GET /heim/hystrix", s.hystrix)
	mux.HandleFunc("GET /heim/iface", s.iface)
	mux.HandleFunc("GET /heim/do", do)
	go s.digest(nil)
}
