package scopemap

import (
	"strings"
	"testing"
)

// Every fault of a table is one line with file, line and column.
func TestErrors(t *testing.T) {
	row := func(text string) string { return "platforms:\n  loop:\n    rows:\n      - {" + text + "}\n" }
	const ok = "method: GET, path: /v1/x, service: cash"
	for _, tt := range []struct{ name, table, want string }{
		{"unknown key", row("methd: GET, path: /v1/x"), `4:10: unknown key "methd" in row; did you mean "method"?`},
		{"key twice", "version: 1\nversion: 1\n", `2:1: key "version" stands in table twice`},
		{"platform twice", "platforms:\n  a: {}\n  a: {}\n", `3:3: "a" stands in platforms twice`},
		{"unknown platform", "platforms: {lop: {rows: [{method: GET, path: /x}]}}\n", `1:13: platform "lop" has rows, and neither hosts nor token endpoints; did you mean "loop"?`},
		{"no mapping", "- a\n", `1:1: table is a list; a mapping is needed`},
		{"no list", "platforms: {a: {rows: 7}}\n", `1:23: rows is the text "7"; a list is needed`},
		{"empty", "platforms: {a: {docs: }}\n", `1:23: docs is empty; a text is needed`},
		{"no boolean", row(ok + ", phi: maybe"), `4:56: phi is "maybe"; true or false is needed`},
		{"version", "version: 2\n", `version is 2; this m2me reads version 1`},
		{"two documents", "version: 1\n---\nversion: 1\n", `a table is one YAML document; remove the second`},
		{"syntax", "platforms: {\n", "did not find expected node content"},
		{"alias", "platforms: {a: {docs: &d x}, b: {docs: *d}}\n", `1:40: aliases are not read; write docs out`},
		{"disposition", row(ok + ", disposition: migrat"), `unknown disposition "migrat"; did you mean "migrate"? (known: migrate, keep, ask)`},
		{"confidence", row(ok + ", confidence: guid"), `unknown confidence "guid"; did you mean "guide"? (known: guide, reference, inferred)`},
		{"method", row("method: GTE, path: /v1/x"), `4:18: unknown method "GTE"; did you mean "GET"?`},
		{"no path", row("method: GET"), `4:9: a row needs method and path`},
		{"path", row("method: GET, path: v1/x"), `path "v1/x": a path begins with /`},
		{"query in path", row(`method: GET, path: "/v1/x?a=b"`), `a path holds no ?, # or space; parameters go under user and if`},
		{"open hole", row(`method: GET, path: "/v1/{x"`), `a { without its }`},
		{"two holes in a segment", row(`method: GET, path: "/v1/{x}-{y}"`), `a segment holds one hole at most`},
		{"hole twice", row(`method: GET, path: "/v1/{x}/{x}"`), `two holes are called {x}`},
		{"unknown hole in the user form", row(`method: GET, path: "/v1/{user}/x/{item}", user: {path: user}, me: "/v1/me/x/{itm}", connect: []`), `the user form "/v1/me/x/{itm}" has {itm}, which is not in "/v1/{user}/x/{item}"; did you mean "item"?`},
		{"user form keeps the id", row(`method: GET, path: "/v1/{id}", user: {path: id}, me: "/v1/{id}", connect: []`), `keeps {id}; say must_be_self: true if that is meant`},
		{"unknown user hole", row(`method: GET, path: "/v1/{id}", user: {path: ids}`), `4:54: path "/v1/{id}" has no hole {ids}; did you mean "id"?`},
		{"unknown place", row(ok + ", user: {cookie: id}"), `unknown key "cookie" in user`},
		{"no place", row(ok + ", user: {optional: true}"), `user needs query, path, body or header`},
		{"user and implicit", row(ok + ", user: {query: id}, implicit: true, connect: []"), `a row has user or implicit, not both`},
		{"keep without reason", row(ok + ", disposition: keep"), `a row that keeps the machine token needs a reason`},
		{"migrate without form", row(ok + ", user: {query: id}, disposition: migrate"), `a row that migrates needs me; repeat the path if it stays`},
		{"migrate without scopes", row(ok + ", user: {query: id}, me: /v1/x/me"), `say connect: [] if the call needs no scope`},
		{"both scope lists", row(ok + `, user: {query: id}, me: /v1/x/me, connect: [], connect_any: ["read:inbox"]`), `not both`},
		{"unknown scope", row(ok + `, user: {query: id}, me: /v1/x/me, connect: ["read:inbx"]`), `loop does not list scope "read:inbx"; did you mean "read:inbox"?`},
		{"unknown machine scope", row(ok + `, m2m: ["clinical"]`), `loop does not list scope "clinical"`},
		{"unknown service", row("method: GET, path: /v1/x, service: clincal"), `unknown service "clincal"; did you mean "clinical"? (a new one goes under services of loop)`},
		{"not a user", row(ok + ", user: {query: coachId}"), `"coachId" is listed under not_a_user of loop`},
		{"admin path", row(`method: GET, path: /v1/admin/x, user: {query: id}, me: /v1/x/me, connect: []`), `/v1/admin/x is an admin path of loop, which keeps its machine token`},
		{"row twice", row(ok + "}\n      - {" + ok), `has a row already, at scopemap.yaml:4:9`},
		{"row twice but for a hole's name", row(`method: GET, path: "/v1/{a}"}` + "\n" + `      - {method: GET, path: "/v1/{b}"`), `5:9: GET /v1/{b} has a row already, at scopemap.yaml:4:9`},
		{"rows that cross", row(`method: GET, path: "/v1/{a}/b"}` + "\n" + `      - {method: GET, path: "/v1/a/{b}"`), `5:9: GET /v1/a/{b} and /v1/{a}/b (at scopemap.yaml:4:9) can match the same call`},
		{"host", "platforms: {a: {hosts: https://x.example/v1}}\n", `1:24: "https://x.example/v1": a host has no scheme and no path`},
		{"host brackets", `platforms: {a: {hosts: "x[.example"}}` + "\n", `a [ without its ]`},
		{"service without host", "platforms: {a: {hosts: x.example, rows: [{method: GET, path: /x, service: y}]}}\n", `no host of a has {service}; leave service out`},
		{"endpoint", "platforms: {a: {token: {endpoints: [{url: x.example/token}]}}}\n", `1:43: token endpoint "x.example/token": a token endpoint begins with https://`},
		{"convention", "platforms: {a: {convention: {query: id, methods: GET, append: me, scope: read}}}\n", `a convention needs scope, with {resource} in it`},
		{"implication", `platforms: {a: {scopes: {implies: [{scope: a, satisfies: "{x}"}]}}}` + "\n", `"{x}" has {x}, and scope "a" has none to take it from`},
		{"route kind", "contexts: {routes: [{pattern: /x, kind: usr}]}\n", `unknown kind "usr"; did you mean "user"? (known: user, scheduled, event, batch, admin)`},
		{"route", "contexts: {routes: [{pattern: x, kind: user}]}\n", `1:31: "x": a path pattern begins with /`},
		{"trigger", "contexts: {triggers: [{func: On, arg: 1, kind: user}]}\n", `a trigger needs func: a full name`},
		{"template", `connect: {client: "c.Client({ctx}, {usr})"}` + "\n", `"c.Client({ctx}, {usr})" has {usr}; here it can be {ctx}, {user}`},
	} {
		_, err := Load(FileName, []byte(tt.table))
		if err == nil {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if !strings.Contains(lines[0], tt.want) || !strings.HasPrefix(lines[0], FileName+":") {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, err, tt.want)
		}
		if len(lines) > 1 {
			t.Errorf("%s: one fault, several lines:\n%s", tt.name, err)
		}
	}
}

// All faults of a table are told at once, in the order of its lines.
func TestErrorsAllAtOnce(t *testing.T) {
	_, err := Load(FileName, []byte("verson: 1\nplatforms:\n  a: {hots: x}\n  b: {doc: y}\n"))
	want := `scopemap.yaml:1:1: unknown key "verson" in table; did you mean "version"?
scopemap.yaml:3:7: unknown key "hots" in "a"; did you mean "hosts"?
scopemap.yaml:4:7: unknown key "doc" in "b"; did you mean "docs"?`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestEmptyTable(t *testing.T) {
	for _, text := range []string{"", "\n", "# nothing yet\n", "version: 1\n", "platforms: {loop: }\n"} {
		if _, err := Load(FileName, []byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("platforms: {loop: {rows: [{method: GET, path: \"/v1/{a}.json\", user: {path: a}, me: /v1/me.json, connect: []}]}}"))
	f.Add([]byte("version: 1\ninherit: false\ncontexts: {routes: [{pattern: /x/**, kind: user}]}\nconnect: {client: \"c({ctx})\"}\n"))
	f.Add([]byte("platforms: {a: {hosts: \"{service}[.{x}].e\", token: {endpoints: [{url: \"https://e/{t}/x\"}]}, convention: {query: u, methods: GET, append: me, scope: \"r:{resource}\"}}}"))
	c := call("GET https://a.e/v1/{x}.json?u={y}")
	f.Fuzz(func(t *testing.T, data []byte) {
		// Without the built-in table: reading it again would take all the time.
		file, err := read(FileName, data)
		if err == nil {
			err = validate(file)
		}
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !strings.HasPrefix(line, FileName+":") {
					t.Fatalf("an error without a place: %q", line)
				}
			}
			return
		}
		table := &Table{Platforms: file.Platforms}
		m := table.Match(c)
		if m.Disposition == Migrate && m.Me == "" {
			t.Fatalf("a migration to nowhere: %+v", m)
		}
		edited(c, m) // edits stay within the path
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(FileName, nil); err != nil {
			b.Fatal(err)
		}
	}
}
