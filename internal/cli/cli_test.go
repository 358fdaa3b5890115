package cli

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/decide"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"m2me": func() {
			dir, err := os.Getwd()
			if err != nil {
				panic(err)
			}
			os.Exit(Main(context.Background(), System(dir), os.Args[1:]))
		},
	})
}

// TestScripts runs the command lines of testdata/cli.
func TestScripts(t *testing.T) {
	env := goEnv(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "cli"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("M2ME_UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			for name, value := range env {
				e.Setenv(name, value)
			}
			return nil
		},
	})
}

// goEnv returns the settings of the go command that scripts share with the
// tests: they have another home directory.
func goEnv(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "env", "-json", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN").Output()
	if err != nil {
		t.Fatalf("go env: %v", err)
	}
	var env map[string]string
	if err := json.Unmarshal(out, &env); err != nil {
		t.Fatal(err)
	}
	return env
}

// TestEveryRuleIsExplained holds that explain knows every rule of decide.
func TestEveryRuleIsExplained(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "decide", "rule.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	texts := ruleTexts()
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		lit, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			return true
		}
		name, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		n++
		if texts[decide.Rule(name)] == "" {
			t.Errorf("rule %s is not explained", name)
		}
		return true
	})
	if n != len(texts) {
		t.Errorf("decide has %d rules, %d are explained", n, len(texts))
	}
}

func TestSuggest(t *testing.T) {
	words := []string{"plan", "fix", "check", "explain"}
	for word, want := range map[string]string{
		"paln": "; did you mean plan?", "fxi": "; did you mean fix?", "chekc": "; did you mean check?",
		"explian": "; did you mean explain?", "migrate": "", "x": "",
	} {
		if got := suggest(word, words); got != want {
			t.Errorf("suggest(%q) = %q, want %q", word, got, want)
		}
	}
}

// TestOAuth2Version holds that users get the version that the Connect client is
// tested with here.
func TestOAuth2Version(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if want := oauth2Module + " " + oauth2Version + "\n"; !strings.Contains(string(data), want) {
		t.Errorf("go.mod does not require %s", want)
	}
}
