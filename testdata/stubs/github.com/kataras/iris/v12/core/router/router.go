// Package router has the signatures of github.com/kataras/iris/v12/core/router that cases use.
package router

import "github.com/kataras/iris/v12/context"

type Route struct{}

type Party interface {
	Party(relativePath string, middleware ...context.Handler) Party
	PartyFunc(relativePath string, partyBuilderFunc func(p Party)) Party
	ConfigureContainer(builder ...func(*APIContainer)) *APIContainer
	Use(handlers ...context.Handler)
	Get(relativePath string, handlers ...context.Handler) *Route
}

type APIBuilder struct{}

func (api *APIBuilder) Party(relativePath string, middleware ...context.Handler) Party { return nil }
func (api *APIBuilder) PartyFunc(relativePath string, partyBuilderFunc func(p Party)) Party {
	return nil
}
func (api *APIBuilder) ConfigureContainer(builder ...func(*APIContainer)) *APIContainer { return nil }
func (api *APIBuilder) Use(handlers ...context.Handler)                                 {}
func (api *APIBuilder) Get(relativePath string, handlers ...context.Handler) *Route     { return nil }

type APIContainer struct{ Self Party }

func (api *APIContainer) Get(relativePath string, handlersFn ...any) *Route { return nil }
