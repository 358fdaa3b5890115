package cli

import (
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
)

// Env is the world around a command.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Dir            string   // the current directory
	Environ        []string // "KEY=value", as of os.Environ
	Version        string   // of this tool
	Progress       bool     // stderr is a terminal: say what takes long
}

// abs returns the path that a name on the command line means.
func (e Env) abs(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(e.Dir, name)
}

// System returns the Env of the process, started in dir.
func System(dir string) Env {
	return Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Dir: dir, Environ: os.Environ(), Version: version(), Progress: terminal(os.Stderr),
	}
}

// version returns the module version that was built, or the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "devel"
	}
	return info.Main.Version
}

func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
