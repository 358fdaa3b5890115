package retry

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"example.com/clients/sess"
	"github.com/hashicorp/go-retryablehttp"
)

type Service struct {
	rc  *retryablehttp.Client
	std *http.Client
}

func New() *Service {
	rc := retryablehttp.NewClient()
	rc.RetryMax = 3
	rc.Logger = nil
	rc.HTTPClient.Timeout = time.Second
	auth := retryablehttp.NewClient()
	auth.HTTPClient = sess.HTTP(context.Background())
	return &Service{rc: rc, std: auth.StandardClient()}
}

func (s *Service) shared(w http.ResponseWriter, r *http.Request) {
	req, err := retryablehttp.NewRequestWithContext(r.Context(), http.MethodGet, "https://clinical.platform.loop.health/v1/biomarkers?user_id="+url.QueryEscape(sess.User(r.Context())), nil)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	req.Header.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	resp, err := s.rc.Do(req)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func (s *Service) standard(w http.ResponseWriter, r *http.Request) {
	resp, err := s.std.Get(fmt.Sprintf("https://clinical.platform.loop.health/v1/biomarkers?user_id=%s", sess.User(r.Context())))
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func (s *Service) get(w http.ResponseWriter, r *http.Request) {
	c := retryablehttp.NewClient()
	c.HTTPClient = sess.HTTP(r.Context())
	resp, err := c.Get("https://clinical.platform.loop.health/v1/biomarkers?user_id=" + sess.User(r.Context()))
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	resp.Body.Close()
}

func (s *Service) local(w http.ResponseWriter, r *http.Request) {
	client := retryablehttp.NewClient()
	client.RetryMax = 2
	req, err := retryablehttp.NewRequest("GET", "https://users.platform.loop.health/v1/users/"+url.PathEscape(sess.User(r.Context()))+"/settings", nil)
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	req = req.WithContext(r.Context())
	req.Header.Add("Authorization", "Bearer "+sess.Must(r.Context()))
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
			resp, err := s.std.Get("https://clinical.platform.loop.health/v1/biomarkers?user_id=" + id)
			if err == nil {
				resp.Body.Close()
			}
		}
	}
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /retry/shared", s.shared)
	mux.HandleFunc("GET /retry/std", s.standard)
	mux.HandleFunc("GET /retry/get", s.get)
	mux.HandleFunc("GET /retry/local", s.local)
	go s.digest(nil)
}
