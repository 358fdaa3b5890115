package cli

import (
	"errors"
	"fmt"
)

// Exit codes.
const (
	exitClean    = 0
	exitFailed   = 1
	exitUsage    = 2
	exitFindings = 3
)

// errFindings ends a command that has done its work and found something.
var errFindings = errors.New("findings")

// A usageError says that the command line is wrong, and what would be right.
type usageError struct{ msg string }

func (e usageError) Error() string { return e.msg }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// exitCode returns the exit code for the error of a command.
func exitCode(err error) int {
	switch _, usage := errors.AsType[usageError](err); {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case usage:
		return exitUsage
	}
	return exitFailed
}
