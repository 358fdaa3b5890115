package decide

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// Message returns the text of a diagnostic: what happens, why here; what to do.
func (f Finding) Message() string {
	text := f.Endpoint() + " " + f.Reason
	if f.Action == Keep && f.Rule == KeepDirective {
		text = f.Endpoint() + " keeps its machine token: " + f.Reason
	}
	if f.Todo != "" {
		text += "; " + f.Todo
	}
	return text
}

// Endpoint names the call as people do: GET /v1/biomarkers.
func (f Finding) Endpoint() string {
	method, path := f.Match.Method, f.Match.Path
	if method == "" {
		method = "a call of"
	}
	if path == "" {
		path = f.Match.Platform
	}
	return method + " " + path
}

// how says where the user id travels.
func (in *Input) how() string {
	u := in.Match.User
	switch u.In {
	case rest.InQuery:
		return "selects the user with ?" + u.Name + "="
	case rest.InPath:
		return "names the user in the path"
	case rest.InBody:
		return "names the user in the body (" + u.Name + ")"
	case rest.InHeader:
		return "names the user in the header " + u.Name
	}
	return "names no user"
}

// what says where the user id travels and whose token goes with it.
func (in *Input) what() string {
	if in.Match.User.In == rest.InQuery {
		return in.how() + " and " + in.token()
	}
	return in.how() + " and carries " + in.token()
}

// token names the machine's token by what it asks for.
func (in *Input) token() string {
	scopes := in.Call.Auth.Scopes
	switch {
	case len(scopes) == 1 && !in.Call.Auth.Dynamic:
		return article(scopes[0]) + " " + scopes[0] + " token"
	case len(scopes) > 1:
		return "a machine token (" + strings.Join(scopes, ", ") + ")"
	}
	return "a machine token"
}

func article(word string) string {
	if word != "" && strings.ContainsRune("aeiouAEIOU", rune(word[0])) {
		return "an"
	}
	return "a"
}

// where says on whose behalf the code runs, with the root of the evidence.
func (in *Input) where() string {
	text := map[rest.Kind]string{
		rest.ByUser: "in a handler", rest.Scheduled: "on a schedule", rest.Event: "on an event",
		rest.Batch: "in a command", rest.Admin: "for staff", rest.Both: "for a user", rest.Unknown: "for an unknown caller",
	}[in.Origin.Kind]
	return text + root(in.Origin.Via)
}

// also says what else the code runs for.
func (in *Input) also() string {
	if len(in.Origin.Also) == 0 {
		return " and for something else"
	}
	return " and for something else" + root(in.Origin.Also)
}

func root(via []rest.Step) string {
	if len(via) == 0 {
		return ""
	}
	return " (" + via[0].Text + ")"
}

// addRow says how the table can learn the call.
func (in *Input) addRow() string {
	m := in.Match
	if m.Row != nil {
		return "say what it is in a row of your " + scopemap.FileName + ", or mark the call //m2me:keep with a reason"
	}
	method := m.Method
	if method == "" {
		method = "its method"
	}
	return "add a row for " + method + " " + m.Path + " to your " + scopemap.FileName + ", or mark the call //m2me:keep with a reason"
}
