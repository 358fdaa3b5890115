package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/m2me/m2me/internal/gopls"
)

func goplsCommand() command {
	return command{
		name: "gopls", short: "build gopls with these analyzers compiled in, for editors",
		long: `Builds the official gopls, the newest release that your Go can build, with the
analyzers compiled in: findings as you type, rewrites as quick fixes. Prints how to
tell VS Code, Neovim, Helix and GoLand. The first time needs the network and takes
a minute or two. Without -o it is put where go install puts programs.

Quick fixes are also offered for open questions, where a person has to know that
the answer is yes.

Examples:

	m2me gopls
	m2me gopls -o ~/bin/m2me-gopls
`,
		setup: func(fs *flag.FlagSet) runner {
			var g goplsFlags
			fs.StringVar(&g.out, "o", "", "the `file` to write")
			fs.StringVar(&g.source, "src", "", "the checkout `directory` of m2me, where it cannot be found")
			fs.StringVar(&g.version, "gopls", "", "the `version` of gopls to build, in place of the newest")
			return func(ctx context.Context, s *session, args []string) error {
				if err := noArgs("gopls", args); err != nil {
					return err
				}
				return s.gopls(ctx, g)
			}
		},
	}
}

// goplsFlags are the flags of m2me gopls.
type goplsFlags struct{ out, source, version string }

func (s *session) gopls(ctx context.Context, g goplsFlags) error {
	file, err := s.goplsFile(ctx, g.out)
	if err != nil {
		return err
	}
	source := s.env.abs(g.source)
	if g.source == "" {
		source, err = gopls.FindSource(ctx, s.env.Dir, s.env.Environ)
	} else {
		err = gopls.CheckSource(source)
	}
	if err != nil {
		return err
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return fmt.Errorf("find the cache directory: %w", err)
	}
	b := gopls.Builder{Source: source, Cache: gopls.Cache(user), Environ: s.env.Environ, Version: g.version,
		Log: func(text string) { fmt.Fprintf(s.env.Stderr, "m2me: %s\n", text) }}
	built, err := b.Build(ctx, file)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.env.Stdout, "%s is gopls %s, built with %s, with the analyzers of m2me\n\n%s",
		built.File, built.Version, built.Go, gopls.Settings(built.File)); err != nil {
		return fmt.Errorf("print the settings: %w", err)
	}
	return nil
}

// goplsFile returns where gopls goes: to the file of -o, or where go install
// puts programs.
func (s *session) goplsFile(ctx context.Context, out string) (string, error) {
	file := s.env.abs(out)
	if out == "" {
		data, err := s.goCommand(ctx, s.env.Dir, "env", "-json", "GOBIN", "GOPATH")
		if err != nil {
			return "", err
		}
		var env struct{ GOBIN, GOPATH string }
		if err := json.Unmarshal(data, &env); err != nil {
			return "", fmt.Errorf("go env: %w", err)
		}
		if env.GOBIN == "" {
			env.GOBIN = filepath.Join(filepath.SplitList(env.GOPATH)[0], "bin")
		}
		file = filepath.Join(env.GOBIN, gopls.Name(runtime.GOOS))
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return "", usagef("-o=%s is a directory; name a file in it: -o=%s", out, filepath.Join(out, gopls.Name(runtime.GOOS)))
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return "", fmt.Errorf("make the directory of gopls: %w", err)
	}
	return file, nil
}
