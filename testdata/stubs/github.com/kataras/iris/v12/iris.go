// Package iris has the signatures of github.com/kataras/iris/v12 that cases use.
package iris

import (
	"github.com/kataras/iris/v12/context"
	"github.com/kataras/iris/v12/core/router"
)

type (
	Context = *context.Context
	Party   = router.Party
)

type Application struct{ *router.APIBuilder }

func New() *Application { return nil }

func (app *Application) Listen(hostPort string) error { return nil }
