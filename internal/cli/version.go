package cli

import (
	"context"
	"flag"
	"fmt"
	"runtime"
)

func versionCommand() command {
	return command{
		name: "version", short: "print the version",
		long: "Prints the version of m2me and of the Go release it was built with. As a\nvettool it serves go commands up to that release.\n\nExample:\n\n\tm2me version\n",
		setup: func(*flag.FlagSet) runner {
			return func(_ context.Context, s *session, args []string) error {
				if err := noArgs("version", args); err != nil {
					return err
				}
				if _, err := fmt.Fprintf(s.env.Stdout, "m2me %s %s\n", s.env.Version, runtime.Version()); err != nil {
					return fmt.Errorf("print version: %w", err)
				}
				return nil
			}
		},
	}
}
