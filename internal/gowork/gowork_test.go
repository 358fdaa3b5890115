package gowork

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestFile(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "go.work")
	if err := os.WriteFile(file, []byte("go 1.26\n\nuse ./b\nuse (\n\t./a/..\n\t../c\n)\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		environ []string
		want    string
	}{
		{nil, file},
		{[]string{"GOWORK="}, file},
		{[]string{"GOWORK=off"}, ""},
		{[]string{"GOWORK=off", "GOWORK=/w/go.work"}, "/w/go.work"},
	} {
		if got := File(filepath.Join(root, "b", "sub"), test.environ); got != test.want {
			t.Errorf("File with %v is %q, want %q", test.environ, got, test.want)
		}
	}
	got, err := Modules(file)
	want := []string{root, filepath.Join(root, "b"), filepath.Join(filepath.Dir(root), "c")}
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Modules are %v (error %v), want %v", got, err, want)
	}
}
