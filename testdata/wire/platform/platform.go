// Package platform puts identity server, resource services, mail company and
// edge together into one process, with an admin address for the driver.
package platform

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/m2me/m2me/testdata/wire/edge"
	"github.com/m2me/m2me/testdata/wire/event"
	"github.com/m2me/m2me/testdata/wire/identity"
	"github.com/m2me/m2me/testdata/wire/queue"
	"github.com/m2me/m2me/testdata/wire/service"
)

// Config is what a platform begins with.
type Config struct {
	Clients     []identity.Client `json:"clients"`
	AccessLife  time.Duration     `json:"access_life"`
	RefreshLife time.Duration     `json:"refresh_life"`
	ScopeStatus int               `json:"scope_status"` // of insufficient_scope: 401 or 403
}

// Addresses say where a platform is reached.
type Addresses struct {
	Proxy string `json:"proxy"` // HTTPS_PROXY: everything under its real name
	Plain string `json:"plain"` // base URL of identity and services, without TLS
	Queue string `json:"queue"` // NATS
	Admin string `json:"admin"` // base URL of the driver's endpoints
	CA    string `json:"ca"`    // PEM
}

// Counts are kept also while the log is quiet.
type Counts struct {
	Calls int64 `json:"calls"` // answered with 200
	Asked int64 `json:"asked"` // requests for a refresh
}

// A Platform is a running one.
type Platform struct {
	log      event.Log
	identity *identity.Server
	services *service.Services
	oauth    *http.ServeMux
	queue    queue.Server

	mu   sync.Mutex
	apps map[string]*httputil.ReverseProxy // by host
}

// Start runs a platform on loopback until the process ends.
func Start(cfg Config) (Addresses, error) {
	p := &Platform{apps: map[string]*httputil.ReverseProxy{}, oauth: http.NewServeMux()}
	id, err := identity.New(identity.Config{
		AccessLife: cfg.AccessLife, RefreshLife: cfg.RefreshLife, Clients: cfg.Clients,
	}, &p.log)
	if err != nil {
		return Addresses{}, err
	}
	p.identity = id
	p.services = &service.Services{Log: &p.log, Look: id.Look, ScopeStatus: cfg.ScopeStatus}
	id.Register(p.oauth)
	proxy, err := edge.New(http.HandlerFunc(p.route))
	if err != nil {
		return Addresses{}, err
	}
	var out Addresses
	for _, l := range []struct {
		addr *string
		h    http.Handler
	}{{&out.Proxy, proxy}, {&out.Plain, http.HandlerFunc(p.plain)}, {&out.Admin, p.admin()}} {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return Addresses{}, err
		}
		*l.addr = "http://" + ln.Addr().String()
		go (&http.Server{Handler: l.h, ReadHeaderTimeout: 10 * time.Second}).Serve(ln)
	}
	out.CA = string(proxy.CA())
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return Addresses{}, err
	}
	out.Queue = "nats://" + ln.Addr().String()
	go p.queue.Serve(ln)
	return out, nil
}

// route answers for every host there is.
func (p *Platform) route(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	app := p.apps[r.Host]
	p.mu.Unlock()
	switch {
	case app != nil:
		app.ServeHTTP(w, r)
	case r.Host == "api.postbox.example":
		p.postbox(w, r)
	case r.Host == "identity.platform.loop.health":
		p.identityOr(w, r, "identity")
	case strings.HasSuffix(r.Host, ".platform.loop.health"):
		p.services.ServeHTTP(w, r)
	default:
		http.Error(w, "no such host", http.StatusBadGateway)
	}
}

// plain is one address for identity and all services.
func (p *Platform) plain(w http.ResponseWriter, r *http.Request) { p.identityOr(w, r, "") }

// identityOr answers as the authorization server or, for other paths, as a
// resource service.
func (p *Platform) identityOr(w http.ResponseWriter, r *http.Request, service string) {
	if h, pattern := p.oauth.Handler(r); pattern != "" {
		h.ServeHTTP(w, r)
		return
	}
	p.services.Serve(w, r, service)
}

// postbox is the mail company: another host with ?user_id= and user_id bodies.
func (p *Platform) postbox(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	header := r.Header.Clone()
	p.log.Add(event.Event{
		Kind: event.Mail, Method: r.Method, Host: r.Host, URI: r.RequestURI, Header: header, Body: string(body), Status: http.StatusOK,
	})
	w.Header().Set("Content-Type", "application/json")
	w.Write([]byte(`{"unsubscribed":false}`))
}

// admin is for the driver.
func (p *Platform) admin() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /events", &p.log)
	p.identity.Admin(mux)
	mux.HandleFunc("POST /app", func(w http.ResponseWriter, r *http.Request) {
		target := &url.URL{Scheme: "http", Host: r.FormValue("addr")}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.apps[r.FormValue("host")] = &httputil.ReverseProxy{Rewrite: func(pr *httputil.ProxyRequest) {
			pr.SetURL(target)
			pr.Out.Host = pr.In.Host
		}}
	})
	mux.HandleFunc("POST /fault", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		p.identity.Faults.Set(r.FormValue("mode"), n)
	})
	mux.HandleFunc("POST /reject", func(w http.ResponseWriter, r *http.Request) {
		p.services.RejectAll.Store(r.FormValue("on") == "true")
	})
	mux.HandleFunc("POST /publish", func(w http.ResponseWriter, r *http.Request) {
		if p.queue.Publish(r.FormValue("subject"), []byte(r.FormValue("data"))) == 0 {
			http.Error(w, "nobody listens", http.StatusConflict)
		}
	})
	mux.HandleFunc("POST /quiet", func(w http.ResponseWriter, r *http.Request) { p.log.SetQuiet(true) })
	mux.HandleFunc("GET /counts", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(Counts{Calls: p.services.Calls.Load(), Asked: p.identity.Asked.Load()})
	})
	return mux
}
