// Package gvar has the signatures of github.com/gogf/gf/v2/container/gvar that cases use.
package gvar

type Var struct{}

func (v *Var) String() string { return "" }
