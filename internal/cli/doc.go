// Package cli is the command line: one file per command, one table of commands.
//
// Disk, environment and streams enter through [Env]; the packages below get
// values. Exit codes: 0 clean, 1 failed, 2 wrong usage, 3 findings. Machine
// formats exit 0 whatever they hold.
package cli
