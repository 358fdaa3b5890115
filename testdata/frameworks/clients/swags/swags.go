package swags

import (
	"context"
	"net/http"
	"time"

	"example.com/clients/sess"
	swagger "example.com/clients/swagger/client"
	"example.com/clients/swagger/client/biomarkers"
	"example.com/clients/swagger/client/users"
	httptransport "github.com/go-openapi/runtime/client"
	"github.com/go-openapi/strfmt"
)

type Service struct {
	api *swagger.Clinical
	def *swagger.Clinical
	cl  *swagger.Clinical
}

func New() *Service {
	rt := httptransport.New("users.platform.loop.health", "/v1", []string{"https"})
	rt.DefaultAuthentication = httptransport.BearerToken(sess.Must(context.Background()))
	rt2 := httptransport.NewWithClient("users.platform.loop.health", "/v1", []string{"https"}, sess.HTTP(context.Background()))
	return &Service{api: swagger.NewHTTPClient(strfmt.Default), def: swagger.New(rt, strfmt.Default), cl: swagger.New(rt2, nil)}
}

func (s *Service) list(w http.ResponseWriter, r *http.Request) {
	id := sess.User(r.Context())
	params := biomarkers.NewListBiomarkersParamsWithContext(r.Context()).WithUserID(&id)
	_, err := s.api.Biomarkers.ListBiomarkers(params, httptransport.BearerToken(sess.Must(r.Context())))
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func (s *Service) byDefault(w http.ResponseWriter, r *http.Request) {
	params := users.NewGetSettingsParams()
	params.SetContext(r.Context())
	params.UserID = sess.User(r.Context())
	_, err := s.def.Users.GetSettings(params, nil)
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func (s *Service) client(w http.ResponseWriter, r *http.Request) {
	_, err := s.cl.Users.GetSettings(users.NewGetSettingsParams().WithContext(r.Context()).WithUserID(sess.User(r.Context())), nil)
	if err != nil {
		http.Error(w, "upstream", 502)
	}
}

func (s *Service) digest(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			s.def.Biomarkers.ListBiomarkers(biomarkers.NewListBiomarkersParams().WithUserID(&id), nil)
		}
	}
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /swags/list", s.list)
	mux.HandleFunc("GET /swags/default", s.byDefault)
	mux.HandleFunc("GET /swags/client", s.client)
	go s.digest(nil)
}
