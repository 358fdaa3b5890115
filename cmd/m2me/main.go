// Command m2me moves Go code from machine-to-machine tokens to user-consented
// Connect tokens. It is a command line and, for go vet -vettool and go fix
// -fixtool, a tool of the go command.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/cli"
	"github.com/m2me/m2me/internal/vettool"
)

func main() {
	startHeap(64<<20, 3<<30)
	args := os.Args[1:]
	dir, err := os.Getwd()
	if err == nil && vettool.Asked(args) {
		var exe string
		if exe, err = os.Executable(); err == nil {
			err = vettool.Tool{Exe: exe, Dir: dir, Environ: os.Environ(), Stdout: os.Stdout,
				Suite: analyzers.Suite(), SafeFixes: analyzers.SafeFixes()}.Main(args)
		}
		if err == nil {
			return
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "m2me:", err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := cli.Main(ctx, cli.System(dir), args)
	stop()
	os.Exit(code)
}
