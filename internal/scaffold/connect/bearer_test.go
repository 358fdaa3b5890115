package connect

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestParseChallenges(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`Bearer`, `[{bearer map[]}]`},
		{`Bearer realm="loop", error="invalid_token", error_description="a \"b\", c"`, `[{bearer map[error:invalid_token error_description:a "b", c realm:loop]}]`},
		{`bearer ERROR=insufficient_scope,scope="a b"`, `[{bearer map[error:insufficient_scope scope:a b]}]`},
		{`Basic realm="x", Bearer error = "e"`, `[{basic map[realm:x]} {bearer map[error:e]}]`},
		{`Newauth realm="apps", type=1, title="L, \"s\"", Basic realm="simple"`, `[{newauth map[realm:apps title:L, "s" type:1]} {basic map[realm:simple]}]`},
		{`Negotiate YII=, Bearer error="e"`, `[{negotiate map[]} {bearer map[error:e]}]`},
		{`Negotiate, Bearer error="e"`, `[{negotiate map[]} {bearer map[error:e]}]`},
		{`Negotiate a/b+c==`, `[{negotiate map[]}]`},
		{`Bearer error="one", error="two"`, `[{bearer map[error:one]}]`},
		{`Bearer error="open`, `[{bearer map[error:open]}]`},
		{`error="no scheme"`, `[]`},
		{`, ,Bearer ,, error=e`, `[{bearer map[error:e]}]`},
		{`"junk" x, Bearer error=e`, `[{bearer map[error:e]}]`},
		{``, `[]`},
	} {
		if got := fmt.Sprint(parseChallenges([]string{tt.in})); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
	if got := fmt.Sprint(parseChallenges([]string{"Basic", `error="stray"`, "Bearer error=e"})); got != "[{basic map[]} {bearer map[error:e]}]" {
		t.Errorf("several fields: %s", got)
	}
}

func FuzzParseChallenges(f *testing.F) {
	for _, s := range []string{`Bearer realm="a", error="b\"", scope="c d"`, "Negotiate YII=, Basic x=y", `,"=\`, "a =b", "a  =", "Bearer a=\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, ch := range parseChallenges([]string{s}) {
			if ch.scheme == "" || ch.scheme != strings.ToLower(ch.scheme) || len(ch.scheme) > len(s) {
				t.Errorf("scheme %q", ch.scheme)
			}
			for k, v := range ch.params {
				if k == "" || len(k)+len(v) > len(s) {
					t.Errorf("%q=%q", k, v)
				}
			}
		}
		// A well-formed challenge after a comma is found whatever came before,
		// unless a quoted string is still open.
		if strings.ContainsAny(s, `"`) {
			return
		}
		all := parseChallenges([]string{s + `, Bearer error="x"`})
		if last := all[len(all)-1]; last.scheme != "bearer" || last.params["error"] != "x" {
			t.Errorf("lost: %v", all)
		}
	})
}

func TestReadRefusalKeepsTheBody(t *testing.T) {
	long := `{"error":"x","pad":"` + strings.Repeat("p", 2*bodyPeek) + `"}`
	for _, body := range []string{"", "{", `{"error":"forbidden"}`, long} {
		resp := &http.Response{Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}
		readRefusal(resp)
		if got, err := io.ReadAll(resp.Body); string(got) != body || err != nil {
			t.Errorf("%d of %d bytes, %v", len(got), len(body), err)
		}
	}
}
