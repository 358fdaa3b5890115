package restyv2

import (
	"net/http"
	"net/url"
	"time"

	"example.com/clients/sess"
	"github.com/go-resty/resty/v2"
)

type Service struct {
	rc *resty.Client
}

type bio struct{ Name string }

func New() *Service {
	rc := resty.New().
		SetBaseURL("https://clinical.platform.loop.health").
		SetTimeout(5*time.Second).
		SetHeader("Accept", "application/json").
		OnBeforeRequest(func(c *resty.Client, req *resty.Request) error {
			tok, err := sess.Token(req.Context())
			if err != nil {
				return err
			}
			req.SetAuthToken(tok)
			return nil
		})
	return &Service{rc: rc}
}

func (s *Service) hook(w http.ResponseWriter, r *http.Request) {
	var out []bio
	id := sess.User(r.Context())
	resp, err := s.rc.R().SetContext(r.Context()).SetResult(&out).SetQueryParam("user_id", id).Get("/v1/biomarkers")
	if err != nil || resp.IsError() {
		http.Error(w, "upstream", 502)
		return
	}
}

func (s *Service) digest(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			_, _ = s.rc.R().SetQueryParam("user_id", id).Get("/v1/biomarkers")
		}
	}
}

func perRequest(w http.ResponseWriter, r *http.Request) {
	tok, err := sess.Token(r.Context())
	if err != nil {
		http.Error(w, "token", 500)
		return
	}
	client := resty.New()
	resp, err := client.R().
		SetContext(r.Context()).
		SetAuthScheme("Bearer").
		SetAuthToken(tok).
		SetPathParams(map[string]string{"userId": sess.User(r.Context())}).
		Get("https://users.platform.loop.health/v1/users/{userId}/settings")
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func queryString(w http.ResponseWriter, r *http.Request) {
	client := resty.New().SetAuthToken(sess.Must(r.Context()))
	resp, err := client.R().
		SetContext(r.Context()).
		SetQueryString("user_id="+url.QueryEscape(sess.User(r.Context()))+"&limit=5").
		Execute(resty.MethodGet, "https://clinical.platform.loop.health/v1/biomarkers")
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func queryStringFmt(w http.ResponseWriter, r *http.Request) {
	client := resty.NewWithClient(&http.Client{Timeout: time.Second}).SetAuthToken(sess.Must(r.Context()))
	resp, err := client.R().
		SetContext(r.Context()).
		SetQueryString("user_id=" + sess.User(r.Context())).
		Get("https://clinical.platform.loop.health/v1/biomarkers")
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func send(w http.ResponseWriter, r *http.Request) {
	req := resty.New().R()
	req.Method = http.MethodGet
	req.URL = "https://clinical.platform.loop.health/v1/biomarkers"
	req.QueryParam.Set("user_id", sess.User(r.Context()))
	req.Header.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	resp, err := req.SetContext(r.Context()).Send()
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func values(w http.ResponseWriter, r *http.Request) {
	client := resty.NewWithClient(sess.HTTP(r.Context()))
	resp, err := client.R().SetContext(r.Context()).
		SetQueryParamsFromValues(url.Values{"user_id": {sess.User(r.Context())}, "limit": {"3"}}).
		Get("https://clinical.platform.loop.health/v1/biomarkers")
	if err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /restyv2/hook", s.hook)
	mux.HandleFunc("GET /restyv2/perrequest", perRequest)
	mux.HandleFunc("GET /restyv2/querystring", queryString)
	mux.HandleFunc("GET /restyv2/querystringfmt", queryStringFmt)
	mux.HandleFunc("GET /restyv2/send", send)
	mux.HandleFunc("GET /restyv2/values", values)
	go s.digest(nil)
}
