// Package mvc has the signatures of github.com/kataras/iris/v12/mvc that cases use.
package mvc

import "github.com/kataras/iris/v12/core/router"

type Application struct{}

type Option any

func New(party router.Party) *Application { return nil }

func Configure(party router.Party, configurators ...func(*Application)) *Application { return nil }

func (app *Application) Handle(controller any, options ...Option) *Application { return app }
