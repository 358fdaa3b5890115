// Package fiber has the signatures of github.com/gofiber/fiber/v2 that cases use.
package fiber

import "context"

type Ctx struct{}

type Handler = func(*Ctx) error

type Router interface {
	Use(args ...any) Router
	Get(path string, handlers ...Handler) Router
	Post(path string, handlers ...Handler) Router
	Group(prefix string, handlers ...Handler) Router
}

type App struct{}

type Config struct{}

func New(config ...Config) *App { return nil }

func (*App) Listen(addr string) error                     { return nil }
func (*App) Use(args ...any) Router                       { return nil }
func (*App) Get(path string, h ...Handler) Router         { return nil }
func (*App) Post(path string, h ...Handler) Router        { return nil }
func (*App) Add(method, path string, h ...Handler) Router { return nil }
func (*App) Group(prefix string, h ...Handler) Router     { return nil }

func (*Ctx) Params(key string, def ...string) string    { return "" }
func (*Ctx) Query(key string, def ...string) string     { return "" }
func (*Ctx) FormValue(key string, def ...string) string { return "" }
func (*Ctx) Get(key string, def ...string) string       { return "" }
func (*Ctx) Cookies(key string, def ...string) string   { return "" }
func (*Ctx) Locals(key any, value ...any) any           { return nil }
func (*Ctx) BodyParser(out any) error                   { return nil }
func (*Ctx) UserContext() context.Context               { return nil }
func (*Ctx) JSON(data any) error                        { return nil }
func (*Ctx) SendStatus(status int) error                { return nil }
func (*Ctx) Next() error                                { return nil }
