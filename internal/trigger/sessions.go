package trigger

import "github.com/m2me/m2me/internal/rest"

// Sessions are the libraries that say who is signed in, and command lines.
var Sessions = Trigger{
	Name: "sessions",
	Fields: []Field{
		{Type: "github.com/spf13/cobra.Command", Names: []string{"Run", "RunE", "PreRun", "PreRunE", "PostRun", "PostRunE", "PersistentPreRun", "PersistentPreRunE"}, Kind: rest.Batch},
		{Type: "github.com/urfave/cli/v2.Command", Names: []string{"Action", "Before", "After"}, Kind: rest.Batch},
		{Type: "github.com/urfave/cli/v3.Command", Names: []string{"Action", "Before", "After"}, Kind: rest.Batch},
	},
	Sources: []Source{
		{Func: "context.Context.Value", Subject: rest.Session},
		{Func: "github.com/alexedwards/scs/v2.SessionManager.GetString", Subject: rest.Session},
		{Func: "github.com/alexedwards/scs/v2.SessionManager.Get", Subject: rest.Session},
		{Func: "github.com/gorilla/sessions.Store.Get", Subject: rest.Session},
		{Func: "github.com/gorilla/sessions.CookieStore.Get", Subject: rest.Session},
		{Func: "github.com/golang-jwt/jwt/v5.Parse", Subject: rest.Session},
		{Func: "github.com/golang-jwt/jwt/v5.ParseWithClaims", Subject: rest.Session},
		{Func: "github.com/golang-jwt/jwt/v5.Parser.Parse", Subject: rest.Session},
		{Func: "github.com/golang-jwt/jwt/v5.Parser.ParseWithClaims", Subject: rest.Session},
		{Func: "github.com/golang-jwt/jwt/v4.Parse", Subject: rest.Session},
		{Func: "github.com/golang-jwt/jwt/v4.ParseWithClaims", Subject: rest.Session},
	},
	Payloads: []Payload{
		{Type: "github.com/golang-jwt/jwt/v5.RegisteredClaims", Subject: rest.Session},
		{Type: "github.com/golang-jwt/jwt/v4.RegisteredClaims", Subject: rest.Session},
		{Type: "github.com/gorilla/sessions.Session", Subject: rest.Session},
	},
}
