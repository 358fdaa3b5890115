package scopemap

import (
	"maps"
	"slices"
)

// merge lays a user's table over the built-in one. Rows replace rows on the
// same call, lists grow, single values replace.
func merge(base, own *File) *File {
	for _, p := range own.Platforms {
		for _, r := range p.Rows {
			r.Own = true
		}
	}
	if own.Inherit != nil && !*own.Inherit {
		// The templates stay: they spell the client that m2me itself writes.
		base = &File{Name: base.Name, Connect: base.Connect, text: base.text}
	}
	out := &File{Name: own.Name, Version: 1, text: maps.Clone(base.text)}
	maps.Copy(out.text, own.text)
	out.Platforms = base.Platforms
	for _, p := range own.Platforms {
		i := slices.IndexFunc(out.Platforms, func(b *Platform) bool { return b.Name == p.Name })
		if i < 0 {
			out.Platforms = append(out.Platforms, p)
			continue
		}
		out.Platforms[i].merge(p)
	}
	out.Contexts = base.Contexts.merge(own.Contexts)
	out.Connect = base.Connect.merge(own.Connect)
	return out
}

func (p *Platform) merge(own *Platform) {
	replace(&p.Docs, own.Docs)
	p.hosts = append(p.hosts, own.hosts...)
	p.endpoints = append(p.endpoints, own.endpoints...)
	p.Token.Endpoints = append(p.Token.Endpoints, own.Token.Endpoints...)
	p.Token.Params = overlay(p.Token.Params, own.Token.Params, func(a TokenParam) string { return a.Name })
	p.Scopes.M2M = overlay(p.Scopes.M2M, own.Scopes.M2M, func(a Scope) string { return a.Name })
	p.Scopes.Connect = overlay(p.Scopes.Connect, own.Scopes.Connect, func(a Scope) string { return a.Name })
	p.Scopes.Implies = append(p.Scopes.Implies, own.Scopes.Implies...)
	p.Rows = overlay(p.Rows, own.Rows, (*Row).key)
	if own.Convention != nil {
		p.Convention = own.Convention
	}
	for _, l := range []struct {
		list *Strings
		more Strings
	}{
		{&p.Hosts, own.Hosts}, {&p.Services, own.Services}, {&p.BasePaths, own.BasePaths},
		{&p.Token.M2MGrants, own.Token.M2MGrants}, {&p.Token.UserGrants, own.Token.UserGrants},
		{&p.Token.Headers, own.Token.Headers}, {&p.Token.KeyHeaders, own.Token.KeyHeaders}, {&p.Token.Query, own.Token.Query},
		{&p.Token.UserPrefixes, own.Token.UserPrefixes}, {&p.Token.M2MPrefixes, own.Token.M2MPrefixes},
		{&p.Env.M2MTokens, own.Env.M2MTokens}, {&p.Env.UserTokens, own.Env.UserTokens},
		{&p.Env.M2MClientIDs, own.Env.M2MClientIDs}, {&p.Env.M2MClientSecrets, own.Env.M2MClientSecrets},
		{&p.Env.ConnectClientIDs, own.Env.ConnectClientIDs}, {&p.Env.ConnectClientSecrets, own.Env.ConnectClientSecrets},
		{&p.Scopes.Admin, own.Scopes.Admin}, {&p.Self, own.Self}, {&p.UserParams, own.UserParams},
		{&p.NotAUser, own.NotAUser}, {&p.AdminPaths, own.AdminPaths}, {&p.IgnorePaths, own.IgnorePaths},
	} {
		extend(l.list, l.more)
	}
}

func (c Contexts) merge(own Contexts) Contexts {
	c.Routes = slices.Concat(own.Routes, c.Routes) // the user's speak first
	c.Triggers = slices.Concat(c.Triggers, own.Triggers)
	extend(&c.RoutePrefixes, own.RoutePrefixes)
	extend(&c.AdminWrappers, own.AdminWrappers)
	extend(&c.Sessions, own.Sessions)
	extend(&c.WebhookVerifiers, own.WebhookVerifiers)
	return c
}

func (c Connect) merge(own Connect) Connect {
	replace(&c.Import, own.Import)
	replace(&c.Client, own.Client)
	replace(&c.ClientLike, own.ClientLike)
	replace(&c.HTTPClient, own.HTTPClient)
	replace(&c.WithUser, own.WithUser)
	replace(&c.UserFrom, own.UserFrom)
	replace(&c.Transport, own.Transport)
	return c
}

func replace(s *string, own string) {
	if own != "" {
		*s = own
	}
}

func extend(list *Strings, own Strings) {
	for _, s := range own {
		if !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
}

// overlay replaces the elements of base that have the key of one of own, and
// appends the others of own.
func overlay[T any](base, own []T, key func(T) string) []T {
	out := slices.Clone(base)
	for _, o := range own {
		i := slices.IndexFunc(out[:len(base)], func(b T) bool { return key(b) == key(o) })
		if i < 0 {
			out = append(out, o)
		} else {
			out[i] = o
		}
	}
	return out
}
