// Command golangci is golangci-lint with the plugin of m2me compiled in, as
// "golangci-lint custom" builds it from .custom-gcl.yml. It is a module of its
// own: golangci-lint stays out of the go.mod of m2me.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/m2me/m2me/analyzers/gclplugin"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{GoVersion: "go1.26", Version: "2.15.0", Commit: "m2me", Date: "unknown"}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
