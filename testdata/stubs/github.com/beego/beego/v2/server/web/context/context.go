// Package context has the signatures of github.com/beego/beego/v2/server/web/context that
// cases use.
package context

import "net/http"

type BeegoInput struct{}

func (input *BeegoInput) Session(key interface{}) interface{} { return nil }
func (input *BeegoInput) Param(key string) string             { return "" }

type Context struct {
	Input   *BeegoInput
	Request *http.Request
}
