package decide

import (
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// migrating is an input that every rule but the last lets pass.
func migrating() Input {
	row := &scopemap.Row{User: &scopemap.UserAt{}, Disposition: scopemap.Migrate}
	return Input{
		Call:   rest.Call{Auth: rest.Auth{Grant: rest.ClientCredentials, Scopes: []string{"admin:clinical"}}},
		Origin: rest.Origin{Kind: rest.ByUser, Via: []rest.Step{{Text: "GET /dashboard"}, {Text: "(*Server).Dashboard"}}},
		Match: scopemap.Match{
			Known: true, Platform: "loop", Row: row, Disposition: scopemap.Migrate, Method: "GET",
			Path: "/v1/biomarkers", Me: "/v1/biomarkers/me",
			User: rest.User{In: rest.InQuery, Name: "user_id", Subject: rest.Session},
		},
	}
}

// implicit is a call without a user id that the platform answers for the
// token's user.
func implicit(in *Input) {
	in.Match.Implicit, in.Match.User, in.Match.Me = true, rest.User{}, in.Match.Path
	in.Match.Row = &scopemap.Row{Implicit: true, Disposition: scopemap.Migrate}
	in.Sessions = 1
}

// userAtMe is a user's own token at a user form.
func userAtMe(in *Input) {
	in.Call.Auth = rest.Auth{Grant: rest.UserToken}
	in.Match.Already, in.Match.Path, in.Match.User = true, in.Match.Me, rest.User{}
	in.Match.Disposition = scopemap.Ask
}

func keptRow(in *Input) {
	in.Match.Row = &scopemap.Row{Disposition: scopemap.Keep}
	in.Match.Disposition, in.Match.Why, in.Match.Me = scopemap.Keep, "it provisions a membership", ""
}

func adminPath(in *Input) {
	in.Match.Row, in.Match.Admin, in.Match.Me = nil, true, ""
	in.Match.Disposition, in.Match.Why = scopemap.Keep, "an admin path is not a user acting for himself"
}

func noForm(in *Input) {
	in.Match.Me, in.Match.Disposition, in.Match.Why = "", scopemap.Ask, "the table knows no user form of it"
}

func noRow(in *Input) {
	in.Match.Row, in.Match.Me, in.Match.Disposition, in.Match.Why = nil, "", scopemap.Unknown, "the table has no row for it"
}

func stays(in *Input) { in.Match.MustBeSelf, in.Match.Me = true, in.Match.Path }
