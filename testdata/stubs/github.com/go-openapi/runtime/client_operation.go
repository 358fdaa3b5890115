// Package runtime has the signatures of github.com/go-openapi/runtime that cases
// use.
package runtime

import (
	"context"
	"net/http"
	"time"

	"github.com/go-openapi/strfmt"
)

// ClientOperation is one call of an API.
type ClientOperation struct {
	ID                 string
	Method             string
	PathPattern        string
	ProducesMediaTypes []string
	ConsumesMediaTypes []string
	Schemes            []string
	AuthInfo           ClientAuthInfoWriter
	Params             ClientRequestWriter
	Reader             ClientResponseReader
	Context            context.Context
	Client             *http.Client
}

// ClientTransport sends operations.
type ClientTransport interface {
	Submit(*ClientOperation) (any, error)
}

// ClientAuthInfoWriter writes a credential into a request.
type ClientAuthInfoWriter interface {
	AuthenticateRequest(ClientRequest, strfmt.Registry) error
}

// ClientAuthInfoWriterFunc is a function that does.
type ClientAuthInfoWriterFunc func(ClientRequest, strfmt.Registry) error

func (fn ClientAuthInfoWriterFunc) AuthenticateRequest(req ClientRequest, reg strfmt.Registry) error {
	return fn(req, reg)
}

// ClientRequestWriter writes parameters into a request.
type ClientRequestWriter interface {
	WriteToRequest(ClientRequest, strfmt.Registry) error
}

// ClientResponseReader reads answers.
type ClientResponseReader interface {
	ReadResponse(any, any) (any, error)
}

// ClientRequest is a request that is being built.
type ClientRequest interface {
	SetHeaderParam(string, ...string) error
	SetQueryParam(string, ...string) error
	SetPathParam(string, string) error
	SetTimeout(time.Duration) error
}
