// Package gsession has the signatures of github.com/gogf/gf/v2/os/gsession that cases use.
package gsession

import "github.com/gogf/gf/v2/container/gvar"

type Session struct{}

func (s *Session) MustGet(key string, def ...interface{}) *gvar.Var { return nil }
