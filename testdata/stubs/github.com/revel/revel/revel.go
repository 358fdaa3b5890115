// Package revel has the signatures of github.com/revel/revel that cases use.
package revel

import (
	"net/http"

	"github.com/revel/revel/session"
)

type Params struct{}

func (p *Params) Get(name string) string { return "" }

type Request struct{}

func (r *Request) GetHttpHeader(name string) string { return "" }

type Result interface{ Apply(http.ResponseWriter) }

type Controller struct {
	Request *Request
	Params  *Params
	Session session.Session
}

func (c *Controller) RenderText(text string) Result { return nil }
