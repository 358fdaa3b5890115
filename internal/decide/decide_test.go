package decide

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

func TestDecide(t *testing.T) {
	for _, tt := range []struct {
		number int // of the rule in the package comment
		name   string
		change func(*Input)
		want   Action
		rule   Rule
	}{
		{1, "no platform of the table", func(in *Input) { in.Match.Known = false }, Ignore, ""},
		{1, "a platform of the table", func(in *Input) {}, Migrate, UserIDQuery},

		{2, "no credential", func(in *Input) { in.Call.Auth.Grant = rest.NoCredential }, Ignore, ""},
		{2, "a static machine token", func(in *Input) { in.Call.Auth = rest.Auth{Grant: rest.StaticToken} }, Migrate, UserIDQuery},

		{3, "user token on a schedule", func(in *Input) { userAtMe(in); in.Origin.Kind = rest.Scheduled }, Ask, BatchConnect},
		{3, "user token in a consumer", func(in *Input) { userAtMe(in); in.Origin.Kind = rest.Event }, Ask, BatchConnect},
		{3, "user token in a command over many users", func(in *Input) {
			userAtMe(in)
			in.Origin.Kind, in.Match.User.Subject = rest.Batch, rest.Loop
		}, Ask, BatchConnect},
		{3, "user token in a command", func(in *Input) { userAtMe(in); in.Origin.Kind = rest.Batch }, Ignore, ""},
		{3, "the context names a user, on a schedule", func(in *Input) {
			userAtMe(in)
			in.Call.Auth.Grant, in.Origin.Kind = rest.ClientCredentials, rest.Scheduled
			in.Call.Client.Choice, in.Call.Ctx.User = true, true
		}, Ask, BatchConnect},

		{4, "user token with a user id", func(in *Input) { in.Call.Auth.Grant = rest.UserToken }, Ask, MixedToken},
		{4, "user token with an id that stays", func(in *Input) { in.Call.Auth.Grant = rest.UserToken; in.Match.MustBeSelf = true }, Ignore, ""},
		{4, "user token where there is no user form", func(in *Input) { in.Call.Auth.Grant = rest.UserToken; noForm(in) }, Ignore, ""},

		{5, "user token at /me", userAtMe, Ignore, ""},
		{5, "a user token of staff on an admin path", func(in *Input) {
			adminPath(in)
			in.Call.Auth = rest.Auth{Grant: rest.UserToken, Scopes: []string{"admin:clinical"}}
		}, Ignore, ""},
		{5, "the context names a user, and the client honours it", func(in *Input) {
			userAtMe(in)
			in.Call.Auth.Grant, in.Call.Client.Choice, in.Call.Ctx.User = rest.ClientCredentials, true, true
		}, Ignore, ""},
		{5, "the client would honour a user, and the context names none", func(in *Input) {
			userAtMe(in)
			in.Call.Auth.Grant, in.Call.Client.Choice = rest.ClientCredentials, true
		}, Ask, MixedToken},

		{6, "a directive", func(in *Input) { in.Directive = &Directive{Verb: "keep", Reason: "the audit needs it"} }, Keep, KeepDirective},
		{6, "a directive without a reason", func(in *Input) { in.Directive = &Directive{Verb: "keep"} }, Keep, KeepDirective},
		{6, "another directive", func(in *Input) { in.Directive = &Directive{Verb: "user"} }, Migrate, UserIDQuery},
		{6, "a directive on a healthy call", func(in *Input) { userAtMe(in); in.Directive = &Directive{Verb: "keep", Reason: "x"} }, Ignore, ""},

		{7, "own authority", func(in *Input) { keptRow(in); in.Match.OwnAuthority = true }, Keep, OwnAuthority},
		{8, "a row that keeps", keptRow, Keep, AdminRoute},
		{8, "an admin path", adminPath, Keep, AdminRoute},
		{8, "an admin path out of a worker", func(in *Input) { adminPath(in); in.Deferred = "asynq task x" }, Keep, AdminRoute},

		{9, "machine token at /me", func(in *Input) { userAtMe(in); in.Call.Auth.Grant = rest.ClientCredentials }, Ask, MixedToken},
		{9, "unknown token at /me", func(in *Input) { userAtMe(in); in.Call.Auth.Grant = rest.GrantUnknown }, Ignore, ""},

		{10, "handed to a worker", func(in *Input) {
			in.Deferred, in.Origin.Kind, in.Match.User.Subject = "asynq task email:send", rest.Event, rest.Job
		}, Ask, Deferred},

		{11, "schedule", func(in *Input) { in.Origin.Kind = rest.Scheduled }, Keep, Context},
		{11, "event", func(in *Input) { in.Origin.Kind = rest.Event }, Keep, Context},
		{11, "command", func(in *Input) { in.Origin.Kind = rest.Batch }, Keep, Context},
		{11, "staff", func(in *Input) { in.Origin.Kind = rest.Admin }, Keep, Context},
		{11, "schedule, whatever the credential", func(in *Input) { in.Origin.Kind, in.Call.Auth.Grant = rest.Scheduled, rest.GrantUnknown }, Keep, Context},

		{12, "many users", func(in *Input) { in.Match.User.Subject = rest.Loop }, Keep, Subject},
		{12, "payload", func(in *Input) { in.Match.User.Subject = rest.Job }, Keep, Subject},
		{12, "payload, as the call has it", func(in *Input) { in.Match.User.Subject = 0; in.Call.User.Subject = rest.Job }, Keep, Subject},
		{12, "optional user left out", func(in *Input) {
			in.Match.Disposition, in.Match.User, in.Match.Why = scopemap.Keep, rest.User{}, "without patient_id the call is about nobody in particular"
		}, Keep, Subject},

		{13, "unknown credential", func(in *Input) { in.Call.Auth.Grant = rest.GrantUnknown }, Ask, UnknownCredential},
		{13, "perhaps a machine's, unread path", func(in *Input) {
			in.Call.Auth.Grant, in.Match.User, in.Match.Path = rest.MixedGrant, rest.User{}, ""
		}, Ask, UnknownCredential},
		{13, "mixed credential", func(in *Input) { in.Call.Auth.Grant = rest.MixedGrant }, Ask, UnknownCredential},
		{13, "an admin scope is no grant", func(in *Input) {
			in.Call.Auth = rest.Auth{Grant: rest.GrantUnknown, Scopes: []string{"admin:*"}}
		}, Ask, UnknownCredential},
		{13, "unknown credential, no user id", func(in *Input) { implicit(in); in.Call.Auth.Grant = rest.GrantUnknown }, Ignore, ""},

		{14, "two ways in", func(in *Input) { in.Origin.Kind = rest.Both }, Ask, BothOrigins},
		{15, "no caller", func(in *Input) { in.Origin.Kind = rest.Unknown }, Ask, UnknownCaller},
		{15, "no caller, and no user id", func(in *Input) { implicit(in); in.Origin.Kind = rest.Unknown }, Ask, UnknownCaller},

		{16, "no path", func(in *Input) { in.Match = scopemap.Match{Known: true, Platform: "loop"} }, Ask, Unread},
		{17, "ambiguous", func(in *Input) { in.Match.Ambiguous = "two services" }, Ask, AmbiguousRow},

		{18, "implicit, one session", implicit, Migrate, AdminToken},
		{18, "implicit, no session", func(in *Input) { implicit(in); in.Sessions = 0 }, Ask, AdminToken},
		{18, "implicit, two sessions", func(in *Input) { implicit(in); in.Sessions = 2 }, Ask, AdminToken},
		{18, "implicit, and the row asks", func(in *Input) { implicit(in); in.Match.Disposition = scopemap.Ask }, Ask, NoRow},

		{19, "no user id", func(in *Input) { in.Match.User = rest.User{} }, Ask, NoUser},
		{19, "no user id and no row", func(in *Input) { noRow(in); in.Match.User = rest.User{} }, Ask, NoUser},

		{20, "no row", noRow, Ask, NoRow},
		{20, "no user form", noForm, Ask, NoRow},
		{20, "the convention", func(in *Input) { in.Match.Row, in.Match.Convention = nil, true }, Migrate, UserIDQuery},

		{21, "several ids", func(in *Input) { in.Match.User.Batch = true }, Ask, BatchIDs},
		{22, "under a condition", func(in *Input) { in.Match.User.Cond = true }, Ask, Conditional},
		{23, "out of the request", func(in *Input) { in.Match.User.Subject = rest.Request }, Ask, RequestID},
		{23, "out of the request, and the id stays", func(in *Input) { stays(in); in.Match.User.Subject = rest.Request }, Ask, RequestID},
		{24, "the id stays, of unknown origin", func(in *Input) { stays(in); in.Match.User.Subject = rest.SubjectUnknown }, Ask, MustBeSelf},
		{24, "the id stays, the user's own", stays, Migrate, UserIDQuery},
		{25, "unknown id", func(in *Input) { in.Match.User.Subject = rest.SubjectUnknown }, Ask, UnknownSubject},
		{25, "constant id", func(in *Input) { in.Match.User.Subject = rest.Constant }, Ask, UnknownSubject},
		{26, "the user's own id", func(in *Input) {}, Migrate, UserIDQuery},
	} {
		in := migrating()
		tt.change(&in)
		v := Decide(in)
		if v.Action != tt.want || v.Rule != tt.rule {
			t.Errorf("%d. %s: got %v by %q (%s), want %v by %q", tt.number, tt.name, v.Action, v.Rule, v.Reason, tt.want, tt.rule)
		}
		checkWording(t, Finding{in, v})
	}
}

// checkWording holds the grammar of diagnostics: one line, lower case, no full
// stop, one "; what to do".
func checkWording(t *testing.T, f Finding) {
	t.Helper()
	if f.Action == Ignore {
		return
	}
	text := f.Message()
	switch {
	case f.Reason == "" || strings.HasSuffix(text, ".") || strings.ContainsAny(text, "\n"):
		t.Errorf("wording: %s", text)
	case f.Action != Keep && (f.Todo == "" || strings.Count(text, "; ") != 1):
		t.Errorf("wording, what to do: %s", text)
	case strings.ToLower(f.Reason[:1]) != f.Reason[:1]:
		t.Errorf("wording, capital: %s", text)
	}
	for _, word := range []string{"should", "please", "invalid"} {
		if strings.Contains(text, word) {
			t.Errorf("wording, %q: %s", word, text)
		}
	}
	if f.Action != Keep && Owner(f.Rule) == "" {
		t.Errorf("nobody reports %s", f.Rule)
	}
}

func TestMessage(t *testing.T) {
	for _, tt := range []struct {
		change func(*Input)
		want   string
	}{
		{func(*Input) {}, "GET /v1/biomarkers selects the user with ?user_id= and an admin:clinical token in a handler (GET /dashboard); call /v1/biomarkers/me with the user's Connect client"},
		{func(in *Input) { in.Match.User.In = rest.InPath; in.Call.Auth.Scopes = nil },
			"GET /v1/biomarkers names the user in the path and carries a machine token in a handler (GET /dashboard); call /v1/biomarkers/me with the user's Connect client"},
		{implicit, "GET /v1/biomarkers is about the user who acts and carries an admin:clinical token in a handler (GET /dashboard); send it with the user's Connect client"},
		{func(in *Input) { in.Match.User.Subject = rest.Request },
			"GET /v1/biomarkers selects the user with ?user_id= out of the request in a handler (GET /dashboard), so whoever calls can name anybody; compare it with the session's id, or run fix with -subject=request"},
		{func(in *Input) { in.Origin.Kind = rest.Both; in.Origin.Also = []rest.Step{{Text: "cron.AddFunc"}} },
			"GET /v1/biomarkers selects the user with ?user_id= and an admin:clinical token both for a user (GET /dashboard) and for something else (cron.AddFunc); split the function, or run fix with -split"},
		{noRow, "GET /v1/biomarkers selects the user with ?user_id= and an admin:clinical token in a handler (GET /dashboard), and there is no user form to call: the table has no row for it; add a row for GET /v1/biomarkers to your scopemap.yaml, or mark the call //m2me:keep with a reason"},
		{func(in *Input) {
			in.Origin = rest.Origin{Kind: rest.Scheduled, Via: []rest.Step{{Text: "cron.AddFunc"}}}
		},
			"GET /v1/biomarkers runs on a schedule (cron.AddFunc), where no user acts for himself"},
	} {
		in := migrating()
		tt.change(&in)
		if got := (Finding{in, Decide(in)}).Message(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// A fix is offered where a person can lift the doubt, and only there.
func TestOffer(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Input)
		want   string
	}{
		{"request", func(in *Input) { in.Match.User.Subject = rest.Request }, "request"},
		{"request, and the id stays", func(in *Input) { stays(in); in.Match.User.Subject = rest.Request }, ""},
		{"no caller", func(in *Input) { in.Origin.Kind = rest.Unknown }, "unknown"},
		{"no caller, several ids", func(in *Input) { in.Origin.Kind = rest.Unknown; in.Match.User.Batch = true }, ""},
		{"no caller, no form", func(in *Input) { noForm(in); in.Origin.Kind = rest.Unknown }, ""},
		{"both", func(in *Input) { in.Origin.Kind = rest.Both }, "split"},
		{"both, ambiguous", func(in *Input) { in.Origin.Kind = rest.Both; in.Match.Ambiguous = "x" }, ""},
		{"unknown subject", func(in *Input) { in.Match.User.Subject = rest.SubjectUnknown }, ""},
		{"migrate", func(*Input) {}, ""},
	} {
		in := migrating()
		tt.change(&in)
		if v := Decide(in); v.Offer != tt.want {
			t.Errorf("%s: offers %q, want %q", tt.name, v.Offer, tt.want)
		}
	}
}

// Nothing migrates but a session's own id, or an implicit call with one session
// in scope, in code that runs for a user and with a machine's token.
func TestNeverAFalseMigrate(t *testing.T) {
	for kind := rest.Unknown; kind <= rest.Both; kind++ {
		for grant := rest.GrantUnknown; grant <= rest.MixedGrant; grant++ {
			for subject := rest.SubjectUnknown; subject <= rest.None; subject++ {
				for _, disposition := range []scopemap.Disposition{scopemap.Unknown, scopemap.Migrate, scopemap.Keep, scopemap.Ask} {
					in := migrating()
					in.Origin.Kind, in.Call.Auth.Grant = kind, grant
					in.Match.User.Subject, in.Match.Disposition = subject, disposition
					want := kind == rest.ByUser && grant.M2M() && subject == rest.Session && disposition == scopemap.Migrate
					if got := Decide(in).Action == Migrate; got != want {
						t.Errorf("%v, %v, %v, %v: migrates is %v", kind, grant, subject, disposition, got)
					}
				}
			}
		}
	}
}

// The package comment numbers the rules, and rule.go cites the numbers.
func TestRulesAreNumbered(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for i, m := range regexp.MustCompile(`(?m)^//\s+(\d+)\. `).FindAllStringSubmatch(string(doc), -1) {
		if m[1] != strconv.Itoa(i+1) {
			t.Errorf("rule %s stands at place %d", m[1], i+1)
		}
	}
	for _, m := range regexp.MustCompile(`\(([a-z-]+)\)`).FindAllStringSubmatch(string(doc), -1) {
		named[m[1]] = true
	}
	for _, r := range Rules() {
		if !named[string(r)] {
			t.Errorf("the package comment does not name %s", r)
		}
	}
}
