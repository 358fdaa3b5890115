// Package client has the signatures of github.com/go-openapi/runtime/client that
// cases use.
package client

import (
	"net/http"

	"github.com/go-openapi/runtime"
)

// Runtime sends operations with net/http.
type Runtime struct {
	DefaultAuthentication runtime.ClientAuthInfoWriter
	Transport             http.RoundTripper
	Host                  string
	BasePath              string
}

func New(host, basePath string, schemes []string) *Runtime { return nil }

func NewWithClient(host, basePath string, schemes []string, client *http.Client) *Runtime { return nil }

func (r *Runtime) Submit(operation *runtime.ClientOperation) (any, error) { return nil, nil }

func BearerToken(token string) runtime.ClientAuthInfoWriter { return nil }

func APIKeyAuth(name, in, value string) runtime.ClientAuthInfoWriter { return nil }
