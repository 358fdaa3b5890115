// Package server has the signatures of github.com/cloudwego/hertz/pkg/app/server that cases
// use.
package server

import "github.com/cloudwego/hertz/pkg/route"

type Hertz struct{ *route.Engine }

func Default() *Hertz  { return nil }
func (h *Hertz) Spin() {}
