package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var programs = filepath.Join("..", "..", "testdata", "programs")

// copyPortal copies portal and the module it needs, and returns where portal is.
func copyPortal(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"portal", "loopsdk"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(programs, name))); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "portal")
}

// m2me runs a command line in a directory.
func m2me(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	env := Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Dir: dir, Version: "test",
		Environ: append(os.Environ(), "GOWORK=off")}
	code = Main(context.Background(), env, args)
	return out.String(), errs.String(), code
}

// tree returns the files of a directory.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(name)
		files[relative(dir, name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantTree is portal as fix must leave it, but for the Connect client.
func wantTree(t *testing.T) map[string]string {
	t.Helper()
	want := tree(t, filepath.Join(programs, "portal"))
	maps.Copy(want, tree(t, filepath.Join(programs, "portal.after")))
	return want
}

// compare compares a tree with the wanted one; the Connect client must be there.
func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	connect := 0
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if strings.HasPrefix(name, "internal/connect/") {
			connect++
			continue
		}
		if text, ok := want[name]; !ok {
			t.Errorf("%s is new", name)
		} else if text != got[name] {
			t.Errorf("%s differs:\n%s", name, lineDiff(text, got[name]))
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s is gone", name)
		}
	}
	if connect == 0 {
		t.Error("there is no Connect client")
	}
}

// lineDiff shows the lines that are in one text only.
func lineDiff(want, got string) string {
	var b strings.Builder
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintln(&b, "\twant:", line)
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintln(&b, "\tgot: ", line)
		}
	}
	return b.String()
}

// TestPortalFix holds that fix leaves portal as a person would, that portal
// passes its tests then, and that a second run changes nothing.
func TestPortalFix(t *testing.T) {
	dir := copyPortal(t)
	stdout, stderr, code := m2me(t, dir, "fix", "./...")
	if code != exitClean {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	after := tree(t, dir)
	compare(t, after, wantTree(t))
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", args[0], err, out)
		}
	}
	stdout, stderr, code = m2me(t, dir, "fix", "./...")
	if code != exitClean {
		t.Errorf("second run: exit code %d\n%s%s", code, stdout, stderr)
	}
	if !reflect.DeepEqual(after, tree(t, dir)) {
		t.Errorf("the second run changes files:\n%s", stdout)
	}
}

// TestPortalDiff holds that -diff writes nothing and that git makes of it what
// fix makes.
func TestPortalDiff(t *testing.T) {
	dir := copyPortal(t)
	before := tree(t, dir)
	stdout, stderr, code := m2me(t, filepath.Dir(dir), "-C", "portal", "fix", "-diff", "./...")
	if code != exitClean {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	if !reflect.DeepEqual(before, tree(t, dir)) {
		t.Fatal("-diff writes")
	}
	if again, _, _ := m2me(t, dir, "fix", "-C", ".", "-diff"); again != stdout {
		t.Error("two runs print different diffs")
	}
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed: the rest of the test applies the diff")
	}
	cmd := exec.Command(git, "apply", "-")
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdout)
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git apply: %v\n%s", err, out)
	}
	compare(t, tree(t, dir), wantTree(t))
}

// TestPortalPlan holds that plan finds what portal.want.json lists.
func TestPortalPlan(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(programs, "portal.want.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want []map[string]any
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := m2me(t, copyPortal(t), "plan", "-format=json", "./...")
	if code != exitClean {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	var got struct {
		Findings  []map[string]any
		Connect   []struct{ Scope string }
		Remaining []struct{ Scope string }
		Removable []struct{ Scope string }
		Mains     []struct{ File string }
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	compareFindings(t, got.Findings, want)
	for _, tt := range []struct {
		what string
		got  []struct{ Scope string }
		want string
	}{
		{"connect", got.Connect, "read:account read:biomarkers read:cash_balance read:check_ins read:inbox read:payments write:protocols"},
		{"remaining", got.Remaining, "admin:cash admin:clinical admin:comms admin:identity admin:membership"},
		{"removable", got.Removable, "admin:payments"},
	} {
		var names []string
		for _, s := range tt.got {
			names = append(names, s.Scope)
		}
		if text := strings.Join(names, " "); text != tt.want {
			t.Errorf("%s: %s\nwant: %s", tt.what, text, tt.want)
		}
	}
	if len(got.Mains) != 1 || got.Mains[0].File != "cmd/portald/main.go" {
		t.Errorf("mains: %v, want cmd/portald/main.go", got.Mains)
	}
}

// compareFindings compares the keys that the wanted findings have.
func compareFindings(t *testing.T, got, want []map[string]any) {
	t.Helper()
	place := func(f map[string]any) string { return fmt.Sprintf("%v:%v", f["file"], f["line"]) }
	at := map[string]map[string]any{}
	for _, f := range got {
		at[place(f)] = f
	}
	for _, w := range want {
		g := at[place(w)]
		if g == nil {
			t.Errorf("%s: %v %v is not found", place(w), w["method"], w["path"])
			continue
		}
		delete(at, place(w))
		for _, key := range slices.Sorted(maps.Keys(w)) {
			if !reflect.DeepEqual(g[key], w[key]) {
				t.Errorf("%s: %s is %v, want %v", place(w), key, g[key], w[key])
			}
		}
	}
	for _, p := range slices.Sorted(maps.Keys(at)) {
		t.Errorf("%s: %v %v (%v) is one too many", p, at[p]["method"], at[p]["path"], at[p]["verdict"])
	}
}
