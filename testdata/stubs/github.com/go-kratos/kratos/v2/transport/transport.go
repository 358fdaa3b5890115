// Package transport has the signatures of github.com/go-kratos/kratos/v2/transport that cases use.
package transport

import "context"

type Server interface {
	Start(context.Context) error
	Stop(context.Context) error
}
