// Command bench measures m2me beside other tools on public modules, and how it
// grows with generated ones.
//
//	go run ./internal/bench [-run regexp] [-states list] [-tools list] [-n count] [-cold count]
//	    [-budget d] [-grow lines] [-list file] [-work dir] [-timeout d]
//
// It prints Markdown: what every tool took, how that compares with the targets,
// and the curve. docs/benchmarks.md explains the figures and keeps some.
//
// # Tools
//
//   - load: a bare go/packages load of the packages with syntax and types. Less
//     than that no tool can do that looks at all of the code: the floor.
//   - plan: m2me plan.
//   - fix: m2me fix -diff.
//   - nothing: go vet with an analyzer that does nothing. It declares a fact, so
//     that the go command has it visit every dependency, as it does for m2me.
//   - vettool: go vet -vettool=m2me.
//   - vet: go vet with its standard suite.
//   - staticcheck: in the first round only, it is too slow to repeat.
//
// # States
//
//   - warm: the build cache holds what the compiler made of all packages, and
//     nothing that an analysis found. The go command keeps findings and facts of
//     a vettool under the tool's identity. So each sample of go vet has a tool
//     of a new one: nothing and m2me are linked again with another build ID, the
//     standard suite is given a flag that it has not seen. staticcheck gets an
//     empty cache of its own. This is what the first run costs after an update
//     of the tool, and every run of m2me plan.
//   - again: nothing has changed since the tool has run; the go command replays.
//   - leaf, core: as again, but one file has another exported function: of the
//     package that most of the module imports, or of one that nobody imports and
//     that imports much. Every sample makes an edit of its own and pays for
//     compiling what depends on it.
//   - cold: the build cache is empty, and so everything is compiled.
//
// GOCACHE is the one of the environment; results of many tools pile up in it,
// so give it a directory of its own where that matters.
//
// # Measuring
//
// In one round every tool runs once, and every second round in the opposite
// order. A ratio is taken within a round, so that load on the machine counts for
// both sides, and the table has the median of the ratios, and the least and
// the largest. Processor time, user and system with all child processes, bears load
// better than wall time. Peak memory is that of the largest process: of go vet
// it is one unit's, or the go command's, and not the sum of what runs in
// parallel.
//
// # Growth
//
// The generated modules have 10,000 to -grow lines and 10 to 10,000 calls: areas
// with handlers, services behind interfaces, clients and nightly jobs, and
// around them code that calls nothing. Their number of areas grows, not their
// size. Modules of one area have 30 to 300 calls, all in one file.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/m2me/m2me/internal/measure"
)

func main() {
	if asked(os.Args[1:]) {
		doNothing()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

// modules are three that are measured if nobody says otherwise: two programs, and
// a client library of more than 500,000 lines.
const modules = `golangci-lint/v2|oauth2-proxy/v7|go-elasticsearch/v8`

func run(ctx context.Context, args []string, out, log io.Writer) error {
	b := &bench{log: log}
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.SetOutput(log)
	list := fs.String("list", filepath.Join("internal", "corpus", "modules.txt"), "read the modules from `file`")
	only := fs.String("run", modules, "modules whose path matches `regexp`; empty for none")
	states := fs.String("states", join(allStates), "measure in these `states`")
	tools := fs.String("tools", join(allTools), "measure these `tools`")
	fs.IntVar(&b.rounds, "n", 5, "`rounds` in a state")
	fs.IntVar(&b.coldRounds, "cold", 1, "`rounds` in the state cold")
	budget := fs.Duration("budget", 0, "stop repeating when the modules have taken `d`; every tool runs once at least")
	grow := fs.Int("grow", 300_000, "print the curve up to a module of so many `lines`; 0 for none, at most 2000000")
	work := fs.String("work", "", "keep modules in `dir` (default m2me-bench in the user's cache directory)")
	timeout := fs.Duration("timeout", 30*time.Minute, "how long one command may take")
	load := fs.String("load", "", "only load the module in `dir`; bench runs itself with this")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *load != "" {
		return measure.Load(ctx, *load, out)
	}
	var err error
	if b.states, err = choose(allStates, *states); err != nil {
		return fmt.Errorf("-states: %w", err)
	}
	if b.tools, err = choose(allTools, *tools); err != nil {
		return fmt.Errorf("-tools: %w", err)
	}
	if b.Place, err = measure.NewPlace(*work, "m2me-bench", *timeout); err != nil {
		return err
	}
	if err := b.build(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n\n", conditions())
	if *only != "" {
		mods, err := measure.ReadList(*list, *only)
		if err != nil {
			return err
		}
		if err := b.modules(ctx, mods, *budget, out); err != nil {
			return err
		}
	}
	return b.curve(ctx, *grow, out)
}

// join returns the names as a flag has them.
func join[T ~string](names []T) string {
	var out []string
	for _, n := range names {
		out = append(out, string(n))
	}
	return strings.Join(out, ",")
}

// choose returns those of all that a comma-separated list names.
func choose[T ~string](all []T, list string) ([]T, error) {
	var out []T
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); !slices.Contains(all, T(name)) {
			return nil, fmt.Errorf("no %q (want %s)", name, join(all))
		}
		out = append(out, T(name))
	}
	return out, nil
}
