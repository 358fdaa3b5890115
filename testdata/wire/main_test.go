package wire_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// keep leaves the work directory, for a look at what was built.
var keep = flag.Bool("keep", false, "leave the work directory and print its name")

// work is the directory of this run; tools are the binaries in it.
var work string

var tools struct{ m2me, platform string }

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runAll(m))
}

// runAll builds what the tests need and runs them; or it is a child of one.
func runAll(m *testing.M) int {
	if child := os.Getenv(childEnv); child != "" {
		return enduranceChild(child)
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		// Go reads SSL_CERT_FILE on other systems only; without it, programs
		// would not trust the platform's certificates.
		fmt.Println("skipped: programs under test are told about a CA with SSL_CERT_FILE, which Go does not read on", runtime.GOOS)
		return 0
	}
	var err error
	if work, err = os.MkdirTemp("", "wire"); err != nil {
		fmt.Println(err)
		return 1
	}
	if *keep {
		fmt.Println("work directory:", work)
	} else {
		defer os.RemoveAll(work)
	}
	tools.m2me, tools.platform = filepath.Join(work, "m2me"), filepath.Join(work, "platform")
	for _, b := range []struct{ dir, out, pkg string }{
		{filepath.Join("..", ".."), tools.m2me, "./cmd/m2me"}, {".", tools.platform, "./cmd/platform"},
	} {
		if err := goBuild(b.dir, b.out, b.pkg); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	return m.Run()
}

// goBuild builds one command.
func goBuild(dir, out, pkg string) error {
	_, err := command(dir, nil, "go", "build", "-trimpath", "-buildvcs=false", "-o", out, pkg)
	return err
}

// copied is the environment for copies of programs: their go.mod may change, as
// after fix it does.
func copied() []string {
	return append(os.Environ(), "GOWORK=off", "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -mod=mod"))
}

// command runs a program in dir and returns its standard output; the error has
// its standard error. The environment is this process's unless env is given.
func command(dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, env
	if env == nil {
		cmd.Env = append(os.Environ(), "GOWORK=off")
	}
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.String(), fmt.Errorf("%s %s: %v\n%s%s", filepath.Base(name), strings.Join(args, " "), err, stdout.String(), stderr.String())
	}
	return stdout.String(), nil
}
