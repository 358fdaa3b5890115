package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/scopemap"
)

func TestGenerated(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	stale, err := update(root, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(stale) > 0 {
		t.Errorf("stale: %s; run: go generate ./internal/docgen", strings.Join(stale, ", "))
	}
}

func TestReplace(t *testing.T) {
	page := "a\n<!-- BEGIN x -->\nold\n<!-- END x -->\nb\n"
	got, err := replace([]byte(page), "x", []byte("new\n"))
	if want := strings.Replace(page, "old", "new", 1); err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	if _, err := replace([]byte(page), "y", nil); err == nil {
		t.Error("no error for a part without marks")
	}
}

// The table in the page is a table, and its misspelling is told as the page says.
func TestExample(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "scopemap.md"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(page)
	if m == nil {
		t.Fatal("the page has no example")
	}
	if _, err := scopemap.Load(scopemap.FileName, m[1]); err != nil {
		t.Error(err)
	}
	_, err = scopemap.Load(scopemap.FileName, []byte(strings.Replace(string(m[1]), "method:", "methd:", 1)))
	if err == nil || !strings.Contains(string(page), "\n"+strings.SplitN(err.Error(), "\n", 2)[0]+"\n") {
		t.Errorf("the page does not show %v", err)
	}
}
