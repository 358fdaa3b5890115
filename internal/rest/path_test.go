package rest

import (
	"go/token"
	"testing"
)

// lit is a text as a literal at a place, hole an expression.
func lit(text string, pos int) Part {
	p := Part{Text: text, Form: PartLit}
	p.Src.Pos = token.Pos(pos)
	p.Src.End = p.Src.Pos + posLen(text)
	return p
}

func hole(name string) Part { return Part{Hole: name, Form: PartOperand} }

func TestLocate(t *testing.T) {
	for _, tt := range []struct {
		name       string
		url        Template
		host, base string
		segments   []string
	}{
		{"constant", Template{lit("https://clinical.platform.loop.health/v1/biomarkers", 1)}, "clinical.platform.loop.health", "", []string{"v1", "biomarkers"}},
		{"base in configuration", Template{hole("base"), lit("/v1/inbox/", 1), hole("id")}, "", "{base}", []string{"v1", "inbox", "{id}"}},
		{"host with a hole", Template{lit("https://", 1), hole("svc"), lit(".platform.loop.health/v1/x", 20)}, "{svc}.platform.loop.health", "", []string{"v1", "x"}},
		{"suffix in a segment", Template{hole("base"), lit("/1/user/", 1), hole("id"), lit("/profile.json", 20)}, "", "{base}", []string{"1", "user", "{id}", "profile.json"}},
		{"double and final slashes", Template{hole("base"), lit("/v1//x/", 1)}, "", "{base}", []string{"v1", "x"}},
		{"host alone", Template{lit("https://example.org", 1)}, "example.org", "", nil},
		{"nothing", nil, "", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			loc := Locate(tt.url)
			if got := loc.Host.String(); got != tt.host {
				t.Errorf("host %q, want %q", got, tt.host)
			}
			if got := loc.Base.String(); got != tt.base {
				t.Errorf("base %q, want %q", got, tt.base)
			}
			var got []string
			for _, s := range loc.Segments {
				got = append(got, Template(s).String())
			}
			if len(got) != len(tt.segments) {
				t.Fatalf("segments %q, want %q", got, tt.segments)
			}
			for i := range got {
				if got[i] != tt.segments[i] {
					t.Errorf("segment %d is %q, want %q", i, got[i], tt.segments[i])
				}
			}
		})
	}
}

// TestCutKeepsPlaces holds that the pieces of a literal point at exactly their
// own bytes: the rewriter edits there.
func TestCutKeepsPlaces(t *testing.T) {
	url := Template{hole("base"), lit("/v1/biomarkers?user_id=", 100), hole("id")}
	path, query, found := url.Cut("?")
	if !found {
		t.Fatal("the question mark was not found")
	}
	if got := path[1].Src; got.Pos != 100 || got.End != 114 {
		t.Errorf("the path is at %d-%d, want 100-114", got.Pos, got.End)
	}
	if got := query[0].Src; got.Pos != 115 || got.End != 123 {
		t.Errorf("the key is at %d-%d, want 115-123", got.Pos, got.End)
	}
	segs := Locate(path).Segments
	if got := segs[1][0].Src; got.Pos != 104 || got.End != 114 {
		t.Errorf("the segment is at %d-%d, want 104-114", got.Pos, got.End)
	}
}

// TestCutOfEscapes holds that a text whose source is spelt otherwise (escapes, a
// constant's name) keeps the whole place: there is no smaller one.
func TestCutOfEscapes(t *testing.T) {
	p := Part{Text: "a/b", Form: PartName, Src: Span{Pos: 10, End: 14}}
	before, after, _ := Template{p}.Cut("/")
	for _, part := range append(before, after...) {
		if part.Src != p.Src {
			t.Errorf("%q is at %v, want %v", part.Text, part.Src, p.Src)
		}
	}
}
