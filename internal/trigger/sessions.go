package trigger

import "github.com/m2me/m2me/internal/rest"

// Sessions are the libraries that say who is signed in.
func Sessions() Trigger {
	t := Trigger{
		Name: "sessions",
		Sources: []Source{
			{Func: "context.Context.Value", Subject: rest.Session},
			{Func: "github.com/gorilla/sessions.Store.Get", Subject: rest.Session},
			{Func: "github.com/gorilla/sessions.CookieStore.Get", Subject: rest.Session},
			{Func: "github.com/gorilla/sessions.FilesystemStore.Get", Subject: rest.Session},
			{Func: "github.com/gorilla/sessions.Registry.Get", Subject: rest.Session},
			{Func: "github.com/gin-contrib/sessions.Default", Subject: rest.Session},
			{Func: "github.com/gin-contrib/sessions.DefaultMany", Subject: rest.Session},
			{Func: "github.com/gofiber/fiber/v2/middleware/session.Store.Get", Subject: rest.Session},
			{Func: "github.com/gofiber/fiber/v3/middleware/session.Store.Get", Subject: rest.Session},
			{Func: "github.com/gofiber/fiber/v3/middleware/session.FromContext", Subject: rest.Session},
			{Func: "github.com/gofiber/fiber/v3/middleware/basicauth.UsernameFromContext", Subject: rest.Session},
			{Func: "github.com/coreos/go-oidc/v3/oidc.IDTokenVerifier.Verify", Subject: rest.Session},
			{Func: "github.com/auth0/go-jwt-middleware/v2/validator.Validator.ValidateToken", Subject: rest.Session},
			{Func: "github.com/clerk/clerk-sdk-go/v2.SessionClaimsFromContext", Subject: rest.Session},
			{Func: "github.com/clerk/clerk-sdk-go/v2/jwt.Verify", Subject: rest.Session},
		},
		Payloads: []Payload{
			{Type: "github.com/gorilla/sessions.Session", Subject: rest.Session},
			{Type: "github.com/gin-contrib/sessions.Session", Subject: rest.Session},
			{Type: "github.com/gofiber/fiber/v2/middleware/session.Session", Subject: rest.Session},
			{Type: "github.com/gofiber/fiber/v3/middleware/session.Session", Subject: rest.Session},
			{Type: "github.com/gofiber/fiber/v3/middleware/session.Middleware", Subject: rest.Session},
			{Type: "github.com/auth0/go-jwt-middleware/v2/validator.ValidatedClaims", Subject: rest.Session},
			{Type: "github.com/clerk/clerk-sdk-go/v2.SessionClaims", Subject: rest.Session},
			{Type: "firebase.google.com/go/v4/auth.Token", Subject: rest.Session},
			{Type: "firebase.google.com/go/auth.Token", Subject: rest.Session},
		},
	}
	for _, store := range []string{"github.com/gin-contrib/sessions.Session.Set", "github.com/gofiber/fiber/v2/middleware/session.Session.Set",
		"github.com/gofiber/fiber/v3/middleware/session.Session.Set", "github.com/gofiber/fiber/v3/middleware/session.Middleware.Set"} {
		t.Regs = append(t.Regs, Reg{Func: store, Pattern: 0, Fn: 1, Session: true})
	}
	t.Regs = append(t.Regs, Reg{Func: "github.com/alexedwards/scs/v2.SessionManager.Put", Pattern: 1, Fn: 2, Session: true})
	for _, name := range []string{"Get", "GetString", "GetInt", "GetInt64", "GetBytes", "Pop", "PopString", "PopInt"} {
		t.Sources = append(t.Sources, Source{Func: "github.com/alexedwards/scs/v2.SessionManager." + name, Subject: rest.Session})
	}
	for _, path := range []string{"github.com/golang-jwt/jwt/v5", "github.com/golang-jwt/jwt/v4", "github.com/golang-jwt/jwt"} {
		for _, name := range []string{".Parse", ".ParseWithClaims", ".Parser.Parse", ".Parser.ParseWithClaims",
			"/request.ParseFromRequest", "/request.ParseFromRequestWithClaims"} {
			t.Sources = append(t.Sources, Source{Func: path + name, Subject: rest.Session, Fails: true})
		}
		t.Payloads = append(t.Payloads, Payload{Type: path + ".RegisteredClaims", Subject: rest.Session},
			Payload{Type: path + ".StandardClaims", Subject: rest.Session})
	}
	for _, path := range []string{"github.com/lestrrat-go/jwx/v2/jwt.", "github.com/lestrrat-go/jwx/v3/jwt."} {
		for _, name := range []string{"Parse", "ParseString", "ParseReader", "ParseRequest", "ParseHeader", "ParseForm", "ParseCookie"} {
			t.Sources = append(t.Sources, Source{Func: path + name, Subject: rest.Session, Unless: path + "WithVerify"})
		}
	}
	for _, path := range []string{"firebase.google.com/go/v4/auth.", "firebase.google.com/go/auth."} {
		for _, typ := range []string{"Client.", "baseClient.", "TenantClient."} {
			for _, name := range []string{"VerifyIDToken", "VerifyIDTokenAndCheckRevoked", "VerifySessionCookie", "VerifySessionCookieAndCheckRevoked"} {
				t.Sources = append(t.Sources, Source{Func: path + typ + name, Subject: rest.Session})
			}
		}
	}
	return t
}
