package verify

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const childDir = "M2ME_TEST_WRITE_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		writeForever(dir)
	}
	os.Exit(m.Run())
}

// set returns a change set that turns the n files of dir from one letter into
// another. Each file is long enough to be torn.
func set(dir string, n int, from, to string) []File {
	var files []File
	for i := range n {
		name := fmt.Sprintf("f%02d.go", i)
		files = append(files, File{Path: filepath.Join(dir, name), Name: name,
			Old: bytes.Repeat([]byte(from), 1<<16), New: bytes.Repeat([]byte(to), 1<<16)})
	}
	return files
}

func fill(t *testing.T, files []File) {
	t.Helper()
	for _, f := range files {
		if err := os.WriteFile(f.Path, f.Old, 0o640); err != nil {
			t.Fatal(err)
		}
	}
}

// writeForever is the child process: it rewrites the files until it is killed.
func writeForever(dir string) {
	for from, to := "a", "b"; ; from, to = to, from {
		if err := Write(set(dir, 8, from, to)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func TestKillLeavesEveryFileWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for two seconds")
	}
	seen := map[byte]int{}
	for range 15 {
		dir := t.TempDir()
		fill(t, set(dir, 8, "a", "b"))
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childDir+"="+dir)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50*time.Millisecond + rand.N(60*time.Millisecond))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed, as wanted
		if stderr.Len() > 0 {
			t.Fatalf("child: %s", &stderr)
		}
		for _, f := range set(dir, 8, "a", "b") {
			got, err := os.ReadFile(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, f.Old) && !bytes.Equal(got, f.New) {
				t.Fatalf("%s is torn: %d bytes", f.Name, len(got))
			}
			seen[got[0]]++
		}
		// The next run cleans up behind the killed one.
		files := set(dir, 8, "a", "b")
		fill(t, files)
		if err := Write(files); err != nil {
			t.Fatal(err)
		}
		noLeftovers(t, dir)
	}
	t.Logf("files by content: a %d, b %d", seen['a'], seen['b'])
}

func TestWriteKeepsModeAndFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	files := set(dir, 2, "a", "b")
	fill(t, files)
	if err := os.Chmod(files[0].Path, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.go")
	if err := os.Symlink(files[1].Path, link); err != nil {
		t.Skip(err)
	}
	files[1].Path = link
	files = append(files, File{Path: filepath.Join(dir, "x", "y", "new.go"), Name: "x/y/new.go", New: []byte("package y\n"), Create: true})
	if err := Write(files); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if got, err := os.ReadFile(f.Path); err != nil || !bytes.Equal(got, f.New) {
			t.Errorf("%s: not written (%v)", f.Name, err)
		}
	}
	if info, err := os.Stat(files[0].Path); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone (%v)", err)
	}
	noLeftovers(t, dir)
}

func noLeftovers(t *testing.T, dir string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, ".f*"))
	if err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v (%v)", left, err)
	}
}

// TestWriteNothing holds that each of these errors leaves the disk as it was.
func TestWriteNothing(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(dir string, files []File) error
		is    error
		text  string
	}{
		{"changed", func(_ string, f []File) error { return os.WriteFile(f[1].Path, []byte("other"), 0o666) },
			ErrChanged, "f01.go: changed on disk since it was read"},
		{"gone", func(_ string, f []File) error { return os.Remove(f[1].Path) },
			ErrChanged, "f01.go: changed on disk since it was read: it is gone"},
		{"appeared", func(_ string, f []File) error { f[1].Create = true; return nil },
			ErrChanged, "f01.go: changed on disk since it was read: it did not exist before"},
		{"read-only file", func(_ string, f []File) error { return os.Chmod(f[1].Path, 0o444) },
			ErrReadOnly, "f01.go: the file is read-only (mode -r--r--r--)"},
		{"read-only directory", func(dir string, _ []File) error { return os.Chmod(dir, 0o555) },
			ErrReadOnly, "f00.go: its directory is read-only (mode -r-xr-xr-x)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
			files := set(dir, 3, "a", "b")
			fill(t, files)
			if err := tt.spoil(dir, files); err != nil {
				t.Fatal(err)
			}
			err := Write(files)
			if !errors.Is(err, tt.is) || err.Error() != tt.text {
				t.Errorf("error %v, want %s", err, tt.text)
			}
			if strings.Contains(fmt.Sprint(err), dir) {
				t.Errorf("the error names the directory of the machine: %v", err)
			}
			for _, i := range []int{0, 2} {
				if got, err := os.ReadFile(files[i].Path); err != nil || !bytes.Equal(got, files[i].Old) {
					t.Errorf("%s was written (%v)", files[i].Name, err)
				}
			}
			noLeftovers(t, dir)
		})
	}
}
