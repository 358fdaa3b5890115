package fixes

import (
	"go/format"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestDiffExact(t *testing.T) {
	tests := []struct{ a, b string }{
		{"", ""},
		{"a", ""},
		{"", "a"},
		{"x := 1 // c\ny()", "x := 1\ny()"},
		{"f(a, b)", "f(a)"},
		{"a\n\n\nb", "a\nb"},
		{"s.http.Do(r)", "connect.ClientLike(ctx, id, s.http).Do(r)"},
	}
	for _, tt := range tests {
		if got := apply(diff(tt.a, tt.b, true), tt.a); got != tt.b {
			t.Errorf("diff(%q, %q) makes %q", tt.a, tt.b, got)
		}
	}
}

// TestDiffKeepsSpace holds the promise for sources that gofmt has not seen.
func TestDiffKeepsSpace(t *testing.T) {
	a := "func f( )  {\n   a:=1 ;  b( a,2 )\n\n\n   c()  // why\n}"
	b := "func f() {\n\ta := 1\n\tc() // why\n}"
	want := "func f( )  {\n   a:=1 ;\n   c()  // why\n}"
	got := apply(diff(a, b, false), a)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestDiffSmall: a change in the middle of a function leaves the rest alone.
func TestDiffSmall(t *testing.T) {
	a := "func f() {\n\ta()\n\tb(1)\n\tc()\n}"
	b := "func f() {\n\ta()\n\tb(2)\n\tc()\n}"
	got := diff(a, b, true)
	if len(got) != 1 || got[0].text != "2" || got[0].to-got[0].from != 1 {
		t.Errorf("got %+v", got)
	}
}

// TestDiffRandom mutates real source.
func TestDiffRandom(t *testing.T) {
	src := standardFile(t, "net/http/cookie.go")
	rnd := rand.New(rand.NewSource(1))
	for range 300 {
		b := mutate(rnd, src)
		if got := apply(diff(src, b, true), src); got != b {
			t.Fatalf("exact diff is wrong for\n%s", b)
		}
		if got := apply(diff(src, b, false), src); !sameTokens(lexemes(got), lexemes(b)) {
			t.Fatalf("loose diff is wrong for\n%s", b)
		}
	}
}

// standardFile reads a file of the standard library.
func standardFile(t testing.TB, name string) string {
	data, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "src", filepath.FromSlash(name)))
	if err != nil {
		t.Skip("needs the sources of the standard library: ", err)
	}
	return string(data)
}

// mutate moves, doubles and drops some lines.
func mutate(rnd *rand.Rand, src string) string {
	lines := strings.Split(src, "\n")
	for range 1 + rnd.Intn(6) {
		i, j := rnd.Intn(len(lines)), rnd.Intn(len(lines))
		switch rnd.Intn(4) {
		case 0:
			lines = append(lines[:i:i], lines[i+1:]...)
		case 1:
			lines[i], lines[j] = lines[j], lines[i]
		case 2:
			lines[i] = strings.Replace(lines[i], " ", "\n", 1)
		case 3:
			lines[i] += " " + lines[j]
		}
	}
	out := strings.Join(lines, "\n")
	if clean, err := format.Source([]byte(out)); err == nil {
		return string(clean)
	}
	return out
}

func FuzzDiff(f *testing.F) {
	f.Add("a := 1", "a := 2 // x")
	f.Add("f(`x\n`)", "f(\n\"x\",\n)")
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.Contains(a+b, "\r") {
			t.Skip()
		}
		if got := apply(diff(a, b, true), a); got != b {
			t.Errorf("diff(%q, %q) makes %q", a, b, got)
		}
		if got := apply(diff(a, b, false), a); got != b && !sameTokens(lexemes(got), lexemes(b)) {
			t.Errorf("loose diff(%q, %q) makes %q", a, b, got)
		}
	})
}
