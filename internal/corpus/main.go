// Command corpus runs the real m2me on public modules, as they are released.
//
//	go run ./internal/corpus [-list file] [-run regexp] [-work dir] [-n count] [-timeout d] [-v] [-platforms]
//
// modules.txt lists the modules at fixed versions. Nobody wrote them with m2me
// in mind and none of them calls a platform of the built-in table: m2me plan
// must find nothing in them, and must not crash, hang or refuse to load them.
//
// Each module is downloaded by the go command and copied out of the module
// cache, which is read-only, into the work directory, where it stays for the
// next run. There it becomes a main module of its own: replacements by
// directories that the release does not hold are dropped, so that the versions
// that go.mod requires count, and one go list completes go.sum and compiles
// what the module imports. What is measured after that is warm: a bare load of
// all packages with syntax and types, which is the floor, and m2me plan. Both
// are processes of their own; peak memory is that of the process and of the
// largest go command it ran.
//
// It prints a row for each module. It fails if a module has a finding, or does
// not load, or m2me fails on it, and the list has no reason for that. It needs
// the network on the first run, some minutes and a few gigabytes of disk; it is
// no part of go test.
//
// With -platforms it looks at the modules of platforms.txt instead, which call
// other platforms with app tokens and the ids of users. Each has the table of its
// platform and a line for every call that somebody read by hand: found and right,
// found and wrong, missed. It fails if m2me plan finds something else now, and
// prints the tally: how much of what is found is right, and of what is there is
// found.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/m2me/m2me/internal/measure"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed, err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintf(os.Stderr, "corpus: %v\n", err)
	}
	if err != nil || failed > 0 {
		os.Exit(1)
	}
}

// run is the command; it returns the number of modules that failed.
func run(ctx context.Context, args []string, out, log io.Writer) (failed int, err error) {
	fs := flag.NewFlagSet("corpus", flag.ContinueOnError)
	fs.SetOutput(log)
	list := fs.String("list", filepath.Join("internal", "corpus", "modules.txt"), "read the modules from `file`")
	only := fs.String("run", "", "only modules whose path matches `regexp`")
	work := fs.String("work", "", "keep modules in `dir` (default m2me-corpus in the user's cache directory)")
	count := fs.Int("n", 1, "measure `count` times and print the fastest")
	timeout := fs.Duration("timeout", 20*time.Minute, "how long one command may take on one module")
	judge := fs.Bool("platforms", false, "judge the modules that call other platforms, listed in platforms.txt beside the list")
	verbose := fs.Bool("v", false, "print each finding")
	load := fs.String("load", "", "only load the module in `dir`; corpus runs itself with this")
	if err := fs.Parse(args); err != nil {
		return 0, err
	}
	if *load != "" {
		return 0, measure.Load(ctx, *load, out)
	}
	if *judge {
		b, err := newBench(ctx, *work, *count, *timeout)
		if err != nil {
			return 0, err
		}
		return b.judge(ctx, filepath.Join(filepath.Dir(*list), "platforms.txt"), *only, out, log)
	}
	modules, err := measure.ReadList(*list, *only)
	if err != nil {
		return 0, err
	}
	b, err := newBench(ctx, *work, *count, *timeout)
	if err != nil {
		return 0, err
	}
	var rows []row
	for _, m := range modules {
		r := b.row(ctx, m)
		rows = append(rows, r)
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		fmt.Fprintf(log, "corpus: %s\n", r.progress())
		if r.failed != "" {
			failed++
		}
		if *verbose {
			printFindings(log, r)
		}
	}
	return failed, printTable(out, rows)
}
