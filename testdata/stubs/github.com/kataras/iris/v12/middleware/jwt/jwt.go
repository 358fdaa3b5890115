// Package jwt has the signatures of github.com/kataras/iris/v12/middleware/jwt that cases use.
package jwt

import "github.com/kataras/iris/v12/context"

func Get(ctx *context.Context) any { return nil }
