package trigger

import "github.com/m2me/m2me/internal/rest"

// GoZero is github.com/zeromicro/go-zero. Its generator writes tables of routes;
// the JWT middleware puts every claim into the context under its name.
var GoZero = Trigger{
	Name: "go-zero",
	Fields: []Field{
		{Type: "github.com/zeromicro/go-zero/rest.Route", Names: []string{"Handler"}, Kind: rest.ByUser, Pattern: "Path"},
	},
	Sources: []Source{
		{Func: "github.com/zeromicro/go-zero/rest/pathvar.Vars", Subject: rest.Request},
	},
}
