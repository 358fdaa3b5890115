// Package consents asks through a client that go-swagger made.
package consents

import (
	"context"
	"net/url"

	httptransport "github.com/go-openapi/runtime/client"
	"github.com/go-openapi/strfmt"
	"github.com/ory/hydra-client-go/client"
	"github.com/ory/hydra-client-go/client/admin"
)

// A Gateway is the platform as we use it.
type Gateway struct{ api, open *client.OryHydra }

// Dial makes a gateway to a platform at base.
func Dial(base, token string) (*Gateway, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	transport := httptransport.New(u.Host, u.Path, []string{u.Scheme})
	transport.DefaultAuthentication = httptransport.BearerToken(token)
	plain := httptransport.New(u.Host, u.Path, []string{u.Scheme})
	return &Gateway{api: client.New(transport, strfmt.Default), open: client.New(plain, nil)}, nil
}

// Count says how many consents somebody has given.
func (g *Gateway) Count(ctx context.Context, sub string) (int, error) {
	ok, err := g.api.Admin.ListSubjectConsentSessions(admin.NewListSubjectConsentSessionsParams().WithContext(ctx).WithSubject(sub))
	if err != nil {
		return 0, err
	}
	return len(ok.Payload), nil
}

// Trusted says the same on a trusted network.
func (g *Gateway) Trusted(ctx context.Context, sub string) error {
	p := admin.NewListSubjectConsentSessionsParamsWithContext(ctx)
	p.SetSubject(sub)
	_, err := g.open.Admin.ListSubjectConsentSessions(p)
	return err
}
