// Package micro has the signatures of github.com/nats-io/nats.go/micro that cases use.
package micro

type Request interface{ Data() []byte }

type Handler interface{ Handle(Request) }

type HandlerFunc func(Request)

func (fn HandlerFunc) Handle(req Request) {}

type Service interface {
	AddEndpoint(name string, h Handler) error
}
