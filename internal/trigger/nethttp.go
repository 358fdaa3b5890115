package trigger

import "github.com/m2me/m2me/internal/rest"

// NetHTTP is the standard library's server.
func NetHTTP() Trigger {
	return Trigger{
		Name:   "net/http",
		Chains: []Chain{{Changes: []string{"net/http.Request.SetPathValue"}}},
		Regs: []Reg{
			{Func: "net/http.Handle", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: "net/http.HandleFunc", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: "net/http.ServeMux.Handle", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: "net/http.ServeMux.HandleFunc", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: "net/http.ListenAndServe", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: "net/http.ListenAndServeTLS", Pattern: None, Fn: 3, Kind: rest.ByUser},
			{Func: "net/http.Serve", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: "net/http.ServeTLS", Pattern: None, Fn: 1, Kind: rest.ByUser},
		},
		Fields: []Field{
			{Type: "net/http.Server", Names: []string{"Handler"}, Kind: rest.ByUser},
		},
		RouterTypes: []string{"net/http.ServeMux"},
		Shapes: []Shape{
			{Params: []string{"net/http.ResponseWriter", "net/http.Request"}, Kind: rest.ByUser},
		},
		Sources: []Source{
			{Func: "net/http.Request.FormValue", Subject: rest.Request},
			{Func: "net/http.Request.PostFormValue", Subject: rest.Request},
			{Func: "net/http.Request.PathValue", Subject: rest.Request},
			{Func: "net/http.Request.UserAgent", Subject: rest.Request},
			{Func: "net/http.Request.Referer", Subject: rest.Request},
			{Func: "net/http.Request.Cookie", Presented: true},
			{Func: "net/http.Request.Cookies", Presented: true},
			{Func: "net/http.Request.CookiesNamed", Presented: true},
			{Func: "net/http.Request.BasicAuth", Presented: true},
			{Func: "net/http.Header.Get", Header: true},
			{Func: "os.Getenv", Subject: rest.Constant},
			{Func: "flag.String", Subject: rest.Constant},
			{Func: "flag.Int", Subject: rest.Constant},
			{Func: "flag.Arg", Subject: rest.Constant},
			{Func: "flag.FlagSet.String", Subject: rest.Constant},
		},
		Payloads: []Payload{
			{Type: "net/http.Request", Subject: rest.Request},
		},
	}
}
