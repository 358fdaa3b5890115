package scopemap

import (
	"strings"
	"testing"
)

// Tables of other platforms are YAML only: the format can say them.
func TestMatchOtherPlatforms(t *testing.T) {
	const ask, migrate, keep = "ask", "migrate", "keep"
	for _, tt := range []struct {
		table, call string
		want        string // disposition
		edited      string // path and query names afterwards, "" if none
		scopes      string
	}{
		{"graph", "GET https://graph.microsoft.com/v1.0/users/{upn}/messages?$top=5", migrate, "/v1.0/me/messages?$top", "Mail.Read|Mail.ReadBasic"},
		{"graph", "GET {base}/users/{id}/messages", migrate, "/me/messages", "Mail.Read|Mail.ReadBasic"},
		{"graph", "PATCH https://graph.microsoft.com/beta/users/{id}/messages/{m.ID}", migrate, "/beta/me/messages/{m.ID}", "Mail.ReadWrite"},
		{"graph", "GET https://graph.microsoft.com/v1.0/users/{id}", migrate, "/v1.0/me", "User.Read"},
		{"graph", "GET https://graph.microsoft.com/v1.0/users", keep, "", ""},
		{"graph", "GET https://graph.microsoft.com/v1.0/groups/{id}/members", "unknown", "", ""},

		{"zoom", "GET https://api.zoom.us/v2/users/{userID}/meetings", migrate, "/v2/users/me/meetings", "meeting:read|meeting:read:list_meetings"},
		{"zoom", "POST {base}/users/{u}/meetings", migrate, "/users/me/meetings", "meeting:write"},
		{"zoom", "GET https://api.zoom.us/v2/meetings/{id}", migrate, "/v2/meetings/{id}", "meeting:read:meeting"},
		{"zoom", "GET https://api.zoom.us/v2/users", keep, "", ""},

		{"twitch", "GET https://api.twitch.tv/helix/users?id={id}", migrate, "/helix/users", ""},
		{"twitch", "GET https://api.twitch.tv/helix/users?id={a}&id={b}", migrate, "/helix/users", ""},
		{"twitch", "GET https://api.twitch.tv/helix/channels/followed?user_id={id}&first=20", migrate, "/helix/channels/followed?user_id&first", "user:read:follows"},
		{"twitch", "GET https://api.twitch.tv/helix/chat/chatters?broadcaster_id={b}&moderator_id={m}", migrate, "/helix/chat/chatters?broadcaster_id&moderator_id", "moderator:read:chatters"},
		{"twitch", "GET https://api.twitch.tv/helix/channels?broadcaster_id={b}", keep, "", ""},

		{"auth0", "GET https://acme.eu.auth0.com/api/v2/users/{id}", migrate, "/api/v2/users/{id}", "read:current_user"},
		{"auth0", "PATCH https://acme.auth0.com/api/v2/users/{id} body:user_metadata", migrate, "/api/v2/users/{id}", "update:current_user_metadata|create:current_user_metadata"},
		{"auth0", "PATCH https://acme.auth0.com/api/v2/users/{id} body:password", keep, "", ""},
		{"auth0", "GET https://{tenant}.auth0.com/api/v2/users", keep, "", ""},

		{"okta", "GET https://acme.okta.com/api/v1/users/{id}/appLinks", migrate, "/api/v1/users/me/appLinks", "okta.users.read.self"},
		{"okta", "POST https://acme.okta.com/api/v1/users/{id} body:profile", ask, "", "okta.myAccount.profile.manage"},

		{"spotify", "GET https://api.spotify.com/v1/users/{id}", migrate, "/v1/me", "user-read-private user-read-email"},
		{"spotify", "GET https://api.spotify.com/v1/users/{id}/playlists?limit=5", migrate, "/v1/me/playlists?limit", "playlist-read-private"},
		{"spotify", "POST https://api.spotify.com/v1/users/{id}/playlists", ask, "", "playlist-modify-public|playlist-modify-private"},

		{"fitbit", "GET https://api.fitbit.com/1/user/{id}/activities/date/{day}.json", migrate, "/1/user/-/activities/date/{day}.json", "activity"},
		{"fitbit", "GET https://api.fitbit.com/1/user/{id}/activities/date/today.json", migrate, "/1/user/-/activities/date/today.json", "activity"},
		{"fitbit", "GET https://api.fitbit.com/1/user/{id}/activities/date/{day}.xml", "unknown", "", ""},

		{"google", "GET https://www.googleapis.com/calendar/v3/calendars/{id}/events", migrate, "/calendar/v3/calendars/primary/events", "https://www.googleapis.com/auth/calendar.readonly"},
		{"google", "GET https://admin.googleapis.com/admin/directory/v1/users/{key}", keep, "", ""},
		{"google", "GET https://gmail.googleapis.com/gmail/v1/users/{id}/settings/delegates", keep, "", ""},
	} {
		c := call(tt.call)
		m := platformTable(t, tt.table).Match(c)
		sep := " "
		if m.AnyOf {
			sep = "|"
		}
		path := ""
		if m.Disposition == Migrate {
			path = edited(c, m)
		}
		if !m.Known || m.Platform != tt.table || m.Disposition.String() != tt.want || path != tt.edited ||
			strings.Join(m.ConnectScopes, sep) != tt.scopes || m.Ambiguous != "" {
			t.Errorf("%s: %s\n got %v %q %v %q (known %v, %s, %s)\nwant %v %q %v", tt.table, tt.call,
				m.Disposition, path, m.ConnectScopes, m.Ambiguous, m.Known, m.Platform, m.Why, tt.want, tt.edited, tt.scopes)
		}
	}
}

func TestMatchOtherPlatformsDetails(t *testing.T) {
	for _, tt := range []struct {
		table, call string
		ok          func(Match) bool
	}{
		{"twitch", "GET https://api.twitch.tv/helix/users?id={a}&id={b}", func(m Match) bool { return m.User.Batch && len(m.DropQuery) == 2 }},
		{"twitch", "GET https://api.twitch.tv/helix/channels/followed?user_id={id}", func(m Match) bool { return m.MustBeSelf && len(m.DropQuery) == 0 }},
		{"auth0", "GET https://acme.auth0.com/api/v2/users/{id}", func(m Match) bool { return m.MustBeSelf && m.User.Index == 3 && m.Me == m.Path }},
		{"auth0", "PATCH https://acme.auth0.com/api/v2/users/{id}", func(m Match) bool { return strings.Contains(m.Ambiguous, "body") }},
		{"zoom", "GET https://api.zoom.us/v2/users/me/meetings", func(m Match) bool { return m.Already }},
		{"fitbit", "GET https://api.fitbit.com/1/user/-/profile.json", func(m Match) bool { return m.Already && m.ConnectScopes[0] == "profile" }},
		{"google", "GET https://www.googleapis.com/calendar/v3/calendars/primary/events", func(m Match) bool { return m.Already }},
		{"okta", "POST https://acme.okta.com/api/v1/users/{id} body:profile", func(m Match) bool { return strings.Contains(m.Why, "method PUT") }},
	} {
		if m := platformTable(t, tt.table).Match(call(tt.call)); !tt.ok(m) {
			t.Errorf("%s: %s\n%+v", tt.table, tt.call, m)
		}
	}
}

func TestOtherPlatformsTokens(t *testing.T) {
	zoom := platformTable(t, "zoom")
	if !zoom.M2MGrant("account_credentials") || table(t, "").M2MGrant("account_credentials") {
		t.Error("account_credentials is Zoom's grant")
	}
	if !zoom.AdminScope("meeting:read:admin") || zoom.AdminScope("meeting:read") {
		t.Error("Zoom's admin scopes end in :admin")
	}
	if p := zoom.Platform("zoom"); !p.Satisfies("meeting:read:admin", "meeting:read") || p.Satisfies("meeting:read", "meeting:write") {
		t.Error("x:admin stands in for x")
	}
	if name, ok := platformTable(t, "graph").TokenEndpoint(template("https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token")); !ok || name != "graph" {
		t.Error("the tenant is a segment of Graph's token endpoint")
	}
}
