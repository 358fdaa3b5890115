package idiom

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const (
	oauth2Path = "golang.org/x/oauth2"
	ccConfig   = "golang.org/x/oauth2/clientcredentials.Config"
)

// OAuth2 is golang.org/x/oauth2 and its client credentials.
func OAuth2() Idiom {
	return Idiom{
		Name: "oauth2",
		Models: map[string]flow.Model{
			ccConfig + ".Client":      func(c *flow.Call) []*flow.Value { return one(clientWith(c, machine(c))) },
			ccConfig + ".TokenSource": func(c *flow.Call) []*flow.Value { return one(machine(c)) },
			ccConfig + ".Token":       func(c *flow.Call) []*flow.Value { return one(machine(c)) },

			oauth2Path + ".NewClient":                       func(c *flow.Call) []*flow.Value { return one(clientWith(c, c.Arg(1))) },
			oauth2Path + ".StaticTokenSource":               first,
			oauth2Path + ".ReuseTokenSource":                func(c *flow.Call) []*flow.Value { return one(c.Arg(1)) },
			oauth2Path + ".ReuseTokenSourceWithExpiry":      func(c *flow.Call) []*flow.Value { return one(c.Arg(1)) },
			oauth2Path + ".TokenSource.Token":               sourceToken,
			oauth2Path + ".Token.SetAuthHeader":             setAuthHeader,
			oauth2Path + ".Token.Type":                      func(c *flow.Call) []*flow.Value { return one(flow.NewConst("Bearer")) },
			oauth2Path + ".Token.Valid":                     func(c *flow.Call) []*flow.Value { return one(flow.NewUnknown("whether the token is still valid")) },
			oauth2Path + ".Config.Client":                   func(c *flow.Call) []*flow.Value { return one(clientWith(c, user(c, c.Arg(1)))) },
			oauth2Path + ".Config.TokenSource":              func(c *flow.Call) []*flow.Value { return one(user(c, c.Arg(1))) },
			oauth2Path + ".Config.Exchange":                 func(c *flow.Call) []*flow.Value { return one(user(c, nil)) },
			oauth2Path + ".Config.PasswordCredentialsToken": func(c *flow.Call) []*flow.Value { return one(user(c, c.Arg(1))) },
		},
	}
}

// machine is the credential of a client credentials configuration.
func machine(c *flow.Call) *flow.Value {
	from := c.Span()
	if c.Recv != nil && c.Recv.Op == flow.Obj && c.Recv.Obj.Site.IsValid() {
		from = c.Recv.Obj.Site
	}
	return flow.NewSecret(&flow.Cred{Grant: rest.ClientCredentials,
		Scopes:   []*flow.Value{c.Freeze(c.ConfigField(c.Recv, "Scopes"))},
		TokenURL: c.Freeze(c.ConfigField(c.Recv, "TokenURL")),
		From:     from, Why: "clientcredentials.Config"})
}

// user is a credential that belongs to one user: to him whom account names.
func user(c *flow.Call, account *flow.Value) *flow.Value {
	return flow.NewSecret(&flow.Cred{Grant: rest.UserToken, Account: c.Freeze(account), From: c.Span(), Why: "oauth2.Config." + c.Fn.Name()})
}

// clientWith is an http.Client whose transport adds a credential.
func clientWith(c *flow.Call, auth *flow.Value) *flow.Value {
	client := flow.NewObject(kindClient, c.Type(0), c.Span())
	tr := flow.NewObject(oauth2Path+".Transport", nil, c.Span())
	tr.Obj.Set("Source", auth)
	client.Obj.Set("Transport", tr)
	return client
}

// sourceToken is TokenSource.Token: the token is what its source is.
func sourceToken(c *flow.Call) []*flow.Value {
	switch v := flow.Lower(c.Recv); v.Op {
	case flow.Secret, flow.If, flow.Join:
		return one(v)
	case flow.Obj:
		if v.Obj.Kind == oauth2Path+".Token" {
			return one(v)
		}
	}
	return nil // an implementation of our own, or unknown
}

func setAuthHeader(c *flow.Call) []*flow.Value {
	h := c.Field(c.Arg(0), "Header")
	if h == nil || h.Op != flow.Obj {
		return nil
	}
	h.Obj.Put(flow.Entry{Op: "set", Key: flow.NewConst("Authorization"),
		Val: flow.NewConcat(flow.NewConst("Bearer "), c.Field(c.Recv, "AccessToken")),
		Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(nil)})
	return one(flow.NewUnknown("nothing"))
}
