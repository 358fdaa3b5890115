package plan

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// call returns a finding on one call with the client credentials of token.go:19.
func call(file string, line int, action decide.Action, m scopemap.Match) program.Finding {
	f := program.Finding{File: file, Line: line, Func: "(*Server).Page"}
	f.Action, f.Match = action, m
	f.Call.Auth = rest.Auth{
		Grant: rest.ClientCredentials, Scopes: []string{"admin:clinical", "admin:payments", "admin:comms"},
		From: rest.Pos{Pkg: "example.com/p/client", File: "token.go", Line: 19},
	}
	f.Match.Platform, f.Match.Known = "loop", true
	f.Match.M2MScopes = f.Call.Auth.Scopes
	return f
}

func row(m2m ...string) *scopemap.Row { return &scopemap.Row{M2M: m2m} }

// example is a program with one call of each verdict.
func example() *program.Result {
	migrate := call("api/biomarkers.go", 41, decide.Migrate, scopemap.Match{
		Method: "GET", Service: "clinical", Path: "/v1/biomarkers", Me: "/v1/biomarkers/me",
		ConnectScopes: []string{"read:biomarkers"}, Row: row("admin:clinical"),
	})
	migrate.Func, migrate.Rule, migrate.Reason = "(*Server).Dashboard", decide.UserIDQuery, "a handler shows the user's own data"
	migrate.Origin = rest.Origin{Kind: rest.ByUser, Via: []rest.Step{{Text: "GET /dashboard"}, {Text: "(*Server).Dashboard"}}}
	migrate.Call.User.Subject = rest.Session

	payments := call("api/payments.go", 9, decide.Migrate, scopemap.Match{
		Method: "GET", Service: "payments", Path: "/v1/payments", Me: "/v1/payments/me",
		ConnectScopes: []string{"read:payments"}, Row: row("admin:payments"),
	})
	payments.Rule, payments.Call.User.Subject, payments.Origin.Kind = decide.UserIDQuery, rest.Session, rest.ByUser

	keep := call("jobs/digest.go", 88, decide.Keep, scopemap.Match{
		Method: "GET", Service: "clinical", Path: "/v1/biomarkers", Row: row("admin:clinical"),
	})
	keep.Func, keep.Rule, keep.Reason = "Digest", decide.Context, "it runs on a schedule"
	keep.Origin = rest.Origin{Kind: rest.Scheduled, Via: []rest.Step{{Text: "cron.AddFunc"}}}
	keep.Call.User.Subject = rest.Loop

	ask := call("web/report.go", 12, decide.Ask, scopemap.Match{
		Method: "GET", Service: "comms", Path: "/v1/inbox/{person_id}", Me: "/v1/inbox/me",
		ConnectScopes: []string{"read:inbox"}, Row: row("admin:comms"),
	})
	ask.Func, ask.Rule, ask.Reason, ask.Todo, ask.Offer = "report", decide.RequestID, "the request names the user", "check who asks", "request"
	ask.Origin.Kind, ask.Call.User.Subject = rest.ByUser, rest.Request

	return &program.Result{
		Findings: []program.Finding{migrate, payments, keep, ask},
		Credentials: []program.Credential{
			{File: "client/token.go", Line: 19, Scopes: []program.Scope{
				{Name: "admin:clinical", Line: 19}, {Name: "admin:payments", Line: 20, Src: rest.Span{Pos: 5, End: 9}}, {Name: "admin:comms", Line: 21}}},
			{File: "ops/token.go", Line: 7, Scopes: []program.Scope{{Name: "admin:*", Line: 7}}},
		},
		Problems: []program.Problem{{File: "api/x.go", Line: 3, Rule: "directive", Message: "//m2me:keep keeps nothing here"}},
		Skipped:  []program.Skip{{What: "file gen/api.go", Reason: "generated"}},
	}
}

func build(t *testing.T, refused map[int]string) (got []byte, scopes Scopes) {
	t.Helper()
	table, err := scopemap.Default()
	if err != nil {
		t.Fatal(err)
	}
	res := example()
	p := Build(Input{
		Mains:    []program.Entry{{File: "cmd/p/main.go", Line: 14, Func: "main", Text: "example.com/p/cmd/p"}},
		Handlers: []program.Entry{{File: "api/biomarkers.go", Line: 30, Func: "(*Server).Dashboard", Text: "GET /dashboard"}},
		Result:   res, Tables: []*scopemap.Table{table}, Scopes: Weigh(res, refused), Refused: refused, ConnectImport: "example.com/p/internal/connect",
		Services: []Service{{File: "service.yaml", Edit: "remove admin:payments"}, {File: "other/service.yaml"}},
	})
	got, err = json.MarshalIndent(p, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return got, Weigh(res, refused)
}

// TestBuild compares with a document that was written by hand: it is a promise
// to programs outside.
func TestBuild(t *testing.T) {
	got, scopes := build(t, nil)
	want, err := os.ReadFile("testdata/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(got)+"\n" != string(want) {
		t.Errorf("document:\n%s", got)
	}
	if free := scopes.Free(nil); len(free) != 1 || !free["admin:payments"] {
		t.Errorf("free: %v", free)
	}
}

// TestRefusedKeepsItsScope holds that a scope stays while one call needs it.
func TestRefusedKeepsItsScope(t *testing.T) {
	_, scopes := build(t, map[int]string{1: "would not compile"})
	if len(scopes.Removable) != 0 || len(scopes.Needs["admin:payments"]) != 1 {
		t.Errorf("scopes: %+v", scopes)
	}
}

// TestUnknownNeeds holds that a call about which nothing is known holds on to
// every scope.
func TestUnknownNeeds(t *testing.T) {
	res := example()
	ask := &res.Findings[3]
	ask.Call.Auth = rest.Auth{Grant: rest.StaticToken}
	ask.Match.M2MScopes, ask.Match.Row = nil, nil
	if got := Weigh(res, nil); len(got.Removable) != 0 {
		t.Errorf("removable: %+v", got.Removable)
	}
}

// TestLastScope holds that a credential is never emptied.
func TestLastScope(t *testing.T) {
	res := example()
	res.Credentials = []program.Credential{{File: "b.go", Line: 1, Scopes: []program.Scope{{Name: "admin:payments", Src: rest.Span{Pos: 1, End: 2}}}}}
	scopes := Weigh(res, nil)
	if got := scopes.Removable; len(got) != 1 || got[0].Left == "" {
		t.Errorf("removable: %+v", got)
	}
	if free := scopes.Free(nil); len(free) != 0 {
		t.Errorf("a scope that the code still asks for is free: %v", free)
	}
}
