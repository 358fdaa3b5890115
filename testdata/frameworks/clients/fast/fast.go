package fast

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"example.com/clients/sess"
	"github.com/valyala/fasthttp"
)

var fc = &fasthttp.Client{ReadTimeout: time.Second}
var hc = &fasthttp.HostClient{Addr: "clinical.platform.loop.health:443", IsTLS: true}

func do(w http.ResponseWriter, r *http.Request) {
	req := fasthttp.AcquireRequest()
	defer fasthttp.ReleaseRequest(req)
	resp := fasthttp.AcquireResponse()
	defer fasthttp.ReleaseResponse(resp)
	req.SetRequestURI("https://clinical.platform.loop.health/v1/biomarkers")
	req.Header.SetMethod(fasthttp.MethodGet)
	req.Header.Set(fasthttp.HeaderAuthorization, "Bearer "+sess.Must(r.Context()))
	req.URI().QueryArgs().Add("user_id", sess.User(r.Context()))
	if err := fc.DoTimeout(req, resp, time.Second); err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func host(w http.ResponseWriter, r *http.Request) {
	var req fasthttp.Request
	var resp fasthttp.Response
	req.SetRequestURI(fmt.Sprintf("https://clinical.platform.loop.health/v1/biomarkers?user_id=%s&limit=3", sess.User(r.Context())))
	req.Header.SetBytesV("Authorization", []byte("Bearer "+sess.Must(r.Context())))
	if err := hc.Do(&req, &resp); err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func parts(w http.ResponseWriter, r *http.Request) {
	req := &fasthttp.Request{}
	u := req.URI()
	u.SetScheme("https")
	u.SetHost("users.platform.loop.health")
	u.SetPath("/v1/users/" + sess.User(r.Context()) + "/settings")
	req.Header.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	resp := &fasthttp.Response{}
	if err := fasthttp.Do(req, resp); err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	w.Write(resp.Body())
}

func digest(ids []string) {
	for range time.Tick(time.Hour) {
		for _, id := range ids {
			req, resp := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			req.SetRequestURI("https://clinical.platform.loop.health/v1/biomarkers?user_id=" + id)
			req.Header.Set("Authorization", "Bearer "+sess.Must(context.Background()))
			if err := fc.Do(req, resp); err != nil {
				return
			}
		}
	}
}

func Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /fast/do", do)
	mux.HandleFunc("GET /fast/host", host)
	mux.HandleFunc("GET /fast/parts", parts)
	go digest(nil)
}
