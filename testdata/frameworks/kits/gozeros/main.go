// Command gozeros has routes as goctl writes them, with logic in structs of its own.
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/zeromicro/go-zero/rest"
	"github.com/zeromicro/go-zero/rest/httpx"

	"example.com/kits/loop"
)

func main() {
	s := rest.MustNewServer(rest.RestConf{})
	defer s.Stop()
	registerHandlers(s)
	go nightly([]string{"pilot"})
	s.Start()
}

func registerHandlers(server *rest.Server) {
	server.AddRoutes(
		rest.WithMiddlewares(
			[]rest.Middleware{audited},
			[]rest.Route{
				{
					Method:  http.MethodGet,
					Path:    "/labs",
					Handler: labsHandler(),
				},
				{
					Method:  http.MethodGet,
					Path:    "/users/:user/labs",
					Handler: labsOfHandler(),
				},
			}...,
		),
		rest.WithJwt("secret"),
		rest.WithPrefix("/api"),
	)
	server.AddRoutes(
		[]rest.Route{
			{
				Method:  http.MethodGet,
				Path:    "/labs/:user",
				Handler: officeHandler(),
			},
			{
				Method:  http.MethodGet,
				Path:    "/labs",
				Handler: officeOwnHandler(),
			},
		},
		rest.WithJwt("secret"),
		rest.WithPrefix("/admin"),
	)
	server.AddRoutes(rest.WithMiddlewares(
		[]rest.Middleware{audited, RequireAdmin},
		rest.Route{Method: http.MethodGet, Path: "/desk/labs", Handler: deskHandler()},
	))
	server.AddRoute(rest.Route{Method: http.MethodPost, Path: "/webhooks/lab", Handler: resulted})
}

func audited(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { next(w, r) }
}

// RequireAdmin lets only the staff in.
func RequireAdmin(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value("role") != "admin" {
			httpx.Error(w, http.ErrNoCookie)
			return
		}
		next(w, r)
	}
}

type ofReq struct {
	User string `path:"user"`
}

type labsLogic struct{ ctx context.Context }

func newLabsLogic(ctx context.Context) *labsLogic { return &labsLogic{ctx: ctx} }

func (l *labsLogic) labs() {
	id, _ := l.ctx.Value("sub").(json.Number)
	loop.Client(l.ctx).Get(loop.Labs + "?user_id=" + id.String())
}

func (l *labsLogic) labsOf(req *ofReq) {
	loop.Client(l.ctx).Get(loop.Labs + "?user_id=" + req.User)
}

func (l *labsLogic) office(req *ofReq) {
	loop.Client(l.ctx).Get(loop.Labs + "?user_id=" + req.User)
}

func (l *labsLogic) officeOwn() {
	id, _ := l.ctx.Value("sub").(string)
	loop.Client(l.ctx).Get(loop.Labs + "?user_id=" + id)
}

func (l *labsLogic) desk() {
	id, _ := l.ctx.Value("sub").(string)
	loop.Client(l.ctx).Get(loop.Labs + "?user_id=" + id)
}

func labsHandler() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { newLabsLogic(r.Context()).labs() }
}

func labsOfHandler() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var req ofReq
		if err := httpx.Parse(r, &req); err != nil {
			httpx.ErrorCtx(r.Context(), w, err)
			return
		}
		newLabsLogic(r.Context()).labsOf(&req)
	}
}

func officeHandler() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var req ofReq
		if err := httpx.Parse(r, &req); err != nil {
			httpx.ErrorCtx(r.Context(), w, err)
			return
		}
		newLabsLogic(r.Context()).office(&req)
	}
}

func officeOwnHandler() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { newLabsLogic(r.Context()).officeOwn() }
}

func deskHandler() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { newLabsLogic(r.Context()).desk() }
}

func resulted(w http.ResponseWriter, r *http.Request) {
	var event struct {
		Patient string `json:"patient"`
	}
	if err := httpx.ParseJsonBody(r, &event); err != nil {
		return
	}
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + event.Patient)
}

func nightly(users []string) {
	for range time.Tick(24 * time.Hour) {
		for _, id := range users {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		}
	}
}
