package vettool

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

func TestNewer(t *testing.T) {
	for _, tt := range []struct {
		asks, built string
		want        bool
	}{
		{"go1.27.4", "go1.26.8", true},
		{"go1.27", "go1.26.8", true},
		{"go1.27rc1", "go1.26.8 X:nodwarf5", true},
		{"go1.26.9", "go1.26.8", false},
		{"go1.24.10", "go1.26.8", false},
		{"go1.26", "go1.26.8", false},
		{"", "go1.26.8", false},
		{"go1.99.0", "devel go1.27-abcdef", false},
		{"devel go1.27-abcdef", "go1.26.8", false},
	} {
		if err := newer(tt.asks, tt.built); (err != nil) != tt.want {
			t.Errorf("go command %q, built with %q: %v", tt.asks, tt.built, err)
		}
	}
}

// TestServed fakes a newer go command: in its root, and in the file of a unit.
func TestServed(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "VERSION"), "go1.99.2\ntime 2040-01-01T00:00:00Z\n")
	unit := write(t, filepath.Join(dir, "vet.cfg"), `{"ImportPath": "net/http", "GoVersion": "go1.99.2"}`)
	old := write(t, filepath.Join(dir, "old.cfg"), `{"ImportPath": "example.com/app", "GoVersion": "go1.21"}`)
	for _, tt := range []struct {
		environ []string
		args    []string
		want    bool
	}{
		{[]string{"GOROOT=" + dir}, []string{"-V=full"}, true},
		{nil, []string{"-json", unit}, true},
		{nil, []string{"-json", old}, false},
		{nil, []string{"-V=full"}, false},
		{[]string{"GOROOT=" + t.TempDir()}, []string{"-V=full"}, false},
	} {
		err := Tool{Environ: tt.environ}.served(tt.args)
		if (err != nil) != tt.want {
			t.Errorf("%v %v: %v", tt.environ, tt.args, err)
		}
		if err != nil && (!strings.Contains(err.Error(), "go1.99.2") || !strings.Contains(err.Error(), "go install") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("one sentence with both releases and what to do: %v", err)
		}
	}
	var out bytes.Buffer
	err := Tool{Exe: unit, Dir: dir, Environ: []string{"GOROOT=" + dir}, Stdout: &out}.Main([]string{"-V=full"})
	if err == nil || out.Len() > 0 {
		t.Errorf("Main answers %q, %v", out.String(), err)
	}
}
