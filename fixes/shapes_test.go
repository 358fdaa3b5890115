package fixes

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/scopemap"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("u", false, "rewrite the expectations of the cases")

// TestShapes runs the cases of testdata: source and calls in, source out. What
// comes out type-checks, is formatted if it was, and a second application of
// the same edits by another route (one fix after the other) agrees.
func TestShapes(t *testing.T) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, name := range names {
		short := strings.TrimSuffix(filepath.ToSlash(name[len("testdata/"):]), ".txtar")
		t.Run(short, func(t *testing.T) { runCase(t, name) })
	}
}

func runCase(t *testing.T, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, order := map[string]string{}, []string{}
	for _, f := range ar.Files {
		data := string(f.Data)
		if strings.Contains(string(ar.Comment), "CRLF") && strings.HasSuffix(f.Name, ".go") {
			data = strings.ReplaceAll(data, "\n", "\r\n")
		}
		files[f.Name] = data
		if strings.HasSuffix(f.Name, ".go") && !strings.HasPrefix(f.Name, "want/") {
			order = append(order, f.Name)
		}
	}
	prog, err := load(files, order)
	if err != nil {
		t.Fatal("before: ", err)
	}
	r := &reader{t: t, prog: prog, order: order}
	got, refused := rewriteCase(t, r, files)
	compare(t, name, ar, got, refused)
	after := map[string]string{}
	for _, f := range order {
		after[f] = files[f]
		if text, ok := got[f]; ok {
			after[f] = text
			if clean(files[f]) && !clean(text) {
				t.Errorf("%s was formatted and is not any more", f)
			}
		}
	}
	if _, err := load(after, order); err != nil {
		t.Errorf("after: %v", err)
	}
}

// clean reports whether gofmt leaves src alone.
func clean(src string) bool {
	src = strings.ReplaceAll(src, "\r\n", "\n")
	out, err := format.Source([]byte(src))
	return err == nil && string(out) == src
}

// rewriteCase returns the files that changed, and the refusals.
func rewriteCase(t *testing.T, r *reader, files map[string]string) (map[string]string, string) {
	table, err := scopemap.Default()
	if err != nil {
		t.Fatal(err)
	}
	b := NewBatch(Options{Source: r.prog, Connect: table.Connect()})
	var refused strings.Builder
	if files["call"] != "" {
		for _, in := range r.read(files["call"]) {
			if in.keep {
				b.Keep(in.Finding.Call)
				continue
			}
			if err := b.Migrate(in.Input); err != nil {
				fmt.Fprintln(&refused, refusalText(r.prog, err))
			}
		}
	}
	for _, line := range strings.Fields(files["cleanup"]) {
		if err := b.RemoveScope(r.place(line)); err != nil {
			fmt.Fprintln(&refused, refusalText(r.prog, err))
		}
	}
	edits, err := b.Edits()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, fe := range edits {
		got[fe.File.Name] = string(fe.Apply())
	}
	return got, refused.String()
}

func refusalText(p *program, err error) string {
	r := err.(*Refusal)
	at := p.fset.Position(r.At)
	return fmt.Sprintf("%s:%d: %s: %s", at.Filename, at.Line, r.Rule, r.Reason)
}

// compare checks what came out against the case, or rewrites the case.
func compare(t *testing.T, name string, ar *txtar.Archive, got map[string]string, refused string) {
	out := &txtar.Archive{Comment: ar.Comment}
	want, wantRefused := map[string]string{}, ""
	for _, f := range ar.Files {
		switch {
		case strings.HasPrefix(f.Name, "want/"):
			want[f.Name[len("want/"):]] = string(f.Data)
		case f.Name == "refused":
			wantRefused = string(f.Data)
		default:
			out.Files = append(out.Files, f)
		}
	}
	for _, f := range ar.Files {
		if text, ok := got[f.Name]; ok {
			text = strings.ReplaceAll(text, "\r\n", "\n")
			out.Files = append(out.Files, txtar.File{Name: "want/" + f.Name, Data: []byte(text)})
		}
	}
	if refused != "" {
		out.Files = append(out.Files, txtar.File{Name: "refused", Data: []byte(refused)})
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(out), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if refused != wantRefused {
		t.Errorf("refused:\n%swant:\n%s", refused, wantRefused)
	}
	for file, text := range got {
		if text = strings.ReplaceAll(text, "\r\n", "\n"); text != want[file] {
			t.Errorf("%s is\n%s\nwant\n%s", file, text, want[file])
		}
		delete(want, file)
	}
	for file := range want {
		t.Errorf("%s was not changed", file)
	}
}

// TestCRLF: what is new in a file with "\r\n" has them too.
func TestLineEnds(t *testing.T) {
	src := []byte("a\r\nb\nc\r\n")
	text, ends := normalize(src)
	if text != "a\nb\nc\n" {
		t.Fatalf("%q", text)
	}
	for off := range len(text) + 1 {
		if back := ends.normal(ends.original(off)); back != off {
			t.Errorf("offset %d comes back as %d", off, back)
		}
	}
	if !bytes.Equal([]byte(ends.restore("x\n")), []byte("x\r\n")) {
		t.Error("line ends are not restored")
	}
}
