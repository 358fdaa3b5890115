package trigger

import "github.com/m2me/m2me/internal/rest"

const httprouterPath = "github.com/julienschmidt/httprouter."

// HTTPRouter is github.com/julienschmidt/httprouter.
func HTTPRouter() Trigger {
	t := Trigger{
		Name:        "httprouter",
		RouterTypes: []string{httprouterPath + "Router"},
		Shapes:      []Shape{{Params: []string{"net/http.ResponseWriter", "net/http.Request", httprouterPath + "Params"}, Kind: rest.ByUser}},
		Sources:     []Source{{Func: httprouterPath + "ParamsFromContext", Subject: rest.Request}},
		Payloads:    []Payload{{Type: httprouterPath + "Params", Subject: rest.Request}},
	}
	for _, verb := range verbs {
		t.Regs = append(t.Regs, Reg{Func: httprouterPath + "Router." + verb, Pattern: 0, Fn: 1, Method: verb, Kind: rest.ByUser})
	}
	for _, name := range []string{"Handle", "Handler", "HandlerFunc"} {
		t.Regs = append(t.Regs, Reg{Func: httprouterPath + "Router." + name, Pattern: 1, Fn: 2, Method: "arg", Kind: rest.ByUser})
	}
	return t
}
