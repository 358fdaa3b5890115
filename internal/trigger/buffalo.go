package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	buffaloPath = "github.com/gobuffalo/buffalo."
	revelPath   = "github.com/revel/revel."
)

// Buffalo is github.com/gobuffalo/buffalo.
func Buffalo() Trigger {
	t := Trigger{
		Name: "buffalo",
		Regs: []Reg{
			{Func: buffaloPath + "App.ANY", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: buffaloPath + "App.Resource", Pattern: 0, Fn: 1, Methods: []string{"List", "Show", "Create", "Update", "Destroy", "New", "Edit"}, Kind: rest.ByUser},
			{Func: buffaloPath + "Context.Set", Pattern: 0, Fn: 1, Keeps: true},
			{Func: buffaloPath + "Session.Set", Pattern: 0, Fn: 1, Session: true},
		},
		Routers: []Router{
			{Func: buffaloPath + "App.Group", Form: SubRouter, Pattern: 0},
			{Func: buffaloPath + "App.Use", Form: Middleware, Pattern: None},
			{Func: buffaloPath + "App.Mount", Form: Mount, Pattern: 0, Fn: 1},
		},
		RouterTypes: []string{buffaloPath + "App"},
		Shapes:      []Shape{{Params: []string{buffaloPath + "Context"}, Kind: rest.ByUser}},
		Sources: []Source{
			{Func: buffaloPath + "Session.Get", Subject: rest.Session},
			{Func: buffaloPath + "Session.GetOnce", Subject: rest.Session},
			{Func: buffaloPath + "Cookies.Get", Presented: true},
		},
		Recalls:  []string{buffaloPath + "Context.Set", buffaloPath + "Context.Value"},
		Payloads: []Payload{{Type: buffaloPath + "Context", Subject: rest.Request}},
	}
	for _, verb := range verbs {
		t.Regs = append(t.Regs, Reg{Func: buffaloPath + "App." + verb, Pattern: 0, Fn: 1, Method: verb, Kind: rest.ByUser})
	}
	return t
}

// Revel is github.com/revel/revel: routes are in a file of their own, and
// controllers embed one of the framework's.
func Revel() Trigger {
	return Trigger{
		Name:   "revel",
		Embeds: []Embed{{Type: revelPath + "Controller", Kind: rest.ByUser}},
		Sources: []Source{
			{Func: "github.com/revel/revel/session.Session.Get", Subject: rest.Session},
			{Func: "github.com/revel/revel/session.Session.GetDefault", Subject: rest.Session},
		},
		Payloads: []Payload{
			{Type: revelPath + "Params", Subject: rest.Request},
			{Type: revelPath + "Request", Subject: rest.Request},
			{Type: "github.com/revel/revel/session.Session", Subject: rest.Session},
		},
	}
}
