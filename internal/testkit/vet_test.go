package testkit_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/vettool"
)

// vetDiffers lists the cases whose diagnostics under go vet are not those of
// the same analyzers in one process, with the reason.
var vetDiffers = map[string]string{
	"idioms/rewrite/foreign_wrapper":  "the client library is another module: go vet reads it and finds the call, the driver in one process does not",
	"idioms/split/method_values":      "types that a package keeps to itself do not cross: the client behind the interface is not seen",
	"idioms/tokens/oauth2_new_client": "types that a package keeps to itself do not cross: the transport is a question",

	"idioms/tokens/layers_of_transports":  "types that a package keeps to itself do not cross: the outer transport is a question",
	"idioms/tokens/one_client_two_tokens": "types that a package keeps to itself do not cross: the calls of such a type behind an interface are not seen",
	"idioms/tokens/query_token":           "facts are about functions: what a variable of another package holds is a question",
}

// TestMain makes the test binary a vettool when the go command runs it.
func TestMain(m *testing.M) {
	if !vettool.Asked(os.Args[1:]) {
		os.Exit(m.Run())
	}
	dir, err := os.Getwd()
	if err == nil {
		err = vettool.Tool{Exe: os.Args[0], Dir: dir, Environ: os.Environ(), Stdout: os.Stdout,
			Suite: analyzers.Suite(), SafeFixes: analyzers.SafeFixes()}.Main(os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// TestVet runs the real go vet over all cases in one workspace.
func TestVet(t *testing.T) {
	w := newWorkspace(t, "vet")
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + os.Args[0]}, w.patterns()...)...)
	cmd.Dir, cmd.Env = w.dir, environ("")
	out, _ := cmd.CombinedOutput() // findings make it fail, as they should
	w.compare(t, "go vet", vetLine, string(out), vetDiffers)
}

// vetLine is a finding. What is related to it follows on lines of its own, whose
// message begins with a tab.
var vetLine = regexp.MustCompile(`^(?:\./)?(c\d+)/(.*\.go):(\d+):\d+: ([^\t].*)$`)
