package fixes

import (
	"bytes"
	"errors"
	"flag"
	"math/rand"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/scopemap"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"
)

var rounds = flag.Int("rounds", 3, "mutations of each case that TestMutated tries")

// readCase returns the sources of a case and the order of its files.
func readCase(t testing.TB, name string) (files map[string]string, order []string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	for _, f := range ar.Files {
		files[f.Name] = string(f.Data)
		if strings.HasSuffix(f.Name, ".go") && !strings.HasPrefix(f.Name, "want/") {
			order = append(order, f.Name)
		}
	}
	return files, order
}

// TestMerge makes the fixes of a case one by one, as an analyzer does, merges
// them as drivers do, and gets what the batch gets.
func TestMerge(t *testing.T) {
	for _, name := range []string{"shape/d_batch", "shape/d_copy", "edge/two_functions"} {
		t.Run(name, func(t *testing.T) {
			files, order := readCase(t, "testdata/"+name+".txtar")
			prog, err := load(files, order)
			if err != nil {
				t.Fatal(err)
			}
			table, err := scopemap.Default()
			if err != nil {
				t.Fatal(err)
			}
			r := &reader{t: t, prog: prog, order: order}
			merged := map[*File][]analysis.TextEdit{}
			for _, in := range r.read(files["call"]) {
				fix, err := Rewrite(in.Input, Options{Source: prog, Connect: table.Connect()})
				if err != nil {
					t.Fatal(err)
				}
				for _, fe := range fix.Files {
					merged[fe.File] = mergeEdits(t, merged[fe.File], fe.Edits)
				}
			}
			for f, edits := range merged {
				got := string(FileEdits{File: f, Edits: edits}.Apply())
				if got != files["want/"+f.Name] {
					t.Errorf("%s is\n%s", f.Name, got)
				}
			}
		})
	}
}

// mergeEdits adds edits to others; the same edit is carried out once.
func mergeEdits(t *testing.T, list, more []analysis.TextEdit) []analysis.TextEdit {
next:
	for _, e := range more {
		for _, o := range list {
			if e.Pos == o.Pos && e.End == o.End && bytes.Equal(e.NewText, o.NewText) {
				continue next
			}
			if e.Pos < o.End && o.Pos < e.End || e.Pos == o.Pos && e.End == o.End {
				t.Errorf("edits overlap: %q and %q", e.NewText, o.NewText)
			}
		}
		list = append(list, e)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Pos < list[j].Pos })
	return list
}

// TestMutated: whatever the source looks like, the rewriter does not panic and
// what it writes type-checks.
func TestMutated(t *testing.T) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, name := range names {
		files, order := readCase(t, name)
		rnd := rand.New(rand.NewSource(int64(len(files["call"]))))
		for range *rounds {
			src := map[string]string{}
			for k, v := range files {
				src[k] = v
			}
			victim := order[rnd.Intn(len(order))]
			src[victim] = shuffle(rnd, files[victim])
			if ok, err := tryMutated(t, src, order); err != nil {
				t.Errorf("%s: %v in\n%s", name, err, src[victim])
				break
			} else if ok {
				tried++
			}
		}
	}
	if tried == 0 {
		t.Error("no mutation was rewritten")
	}
	t.Log(tried, "mutations rewritten")
}

// shuffle changes lines in ways that often still compile.
func shuffle(rnd *rand.Rand, src string) string {
	lines := strings.Split(src, "\n")
	for range 1 + rnd.Intn(4) {
		i := rnd.Intn(len(lines))
		switch rnd.Intn(7) {
		case 0:
			lines[i] += " // why"
		case 1:
			lines[i] = "\n// what\n" + lines[i]
		case 2:
			lines[i] = "/* a\n b */ " + lines[i]
		case 3:
			j := rnd.Intn(len(lines))
			lines[i], lines[j] = lines[j], lines[i]
		case 4:
			lines[i] = strings.TrimSpace(lines[i])
		case 5:
			lines[i] = strings.ReplaceAll(lines[i], " ", "  ")
		case 6:
			lines = append(lines[:i:i], lines[i+1:]...)
		}
	}
	return strings.Join(lines, "\n")
}

// tryMutated rewrites a source if it type-checks and the calls are found in it.
func tryMutated(t *testing.T, files map[string]string, order []string) (tried bool, err error) {
	prog, loadErr := load(files, order)
	if loadErr != nil || files["call"] == "" {
		return false, nil
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(gaveUp); !ok {
				panic(r)
			}
			tried, err = false, nil
		}
	}()
	table, err := scopemap.Default()
	if err != nil {
		return false, err
	}
	r := &reader{t: t, prog: prog, order: order, loose: true}
	b := NewBatch(Options{Source: prog, Connect: table.Connect()})
	for _, in := range r.read(files["call"]) {
		var refusal *Refusal
		if err := b.Migrate(in.Input); errors.As(err, &refusal) && refusal.Rule == "internal" {
			return true, err
		}
	}
	edits, err := b.Edits()
	if err != nil {
		return true, err
	}
	after := map[string]string{}
	for _, name := range order {
		after[name] = files[name]
	}
	for _, fe := range edits {
		after[fe.File.Name] = string(fe.Apply())
	}
	_, err = load(after, order)
	return true, err
}
