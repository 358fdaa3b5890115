// Package testkit runs the cases of testdata: one txtar archive is one small
// program, what the tool must say about it, and what it must look like after.
//
// An archive begins with prose and holds
//
//   - the files of a module, example.com/case unless there is a go.mod; a comment
//     // want "regexp" stands on the lines where the analyzers report, and is
//     taken out before anything reads the file;
//   - verdicts, one line a finding of m2me plan:
//     file:line METHOD path verdict rule origin subject [-> me], or "none";
//   - name.golden for every file that m2me fix changes or creates, whole, but for the
//     Connect client;
//   - fix, the flags of m2me fix, if there are any;
//   - refused, one line a migration that fix refuses: file:line regexp.
//
// All of it is written by hand. It assumes a go command and a module cache that
// holds what the repository itself needs; everything else comes from
// testdata/stubs. Programs on the real frameworks are modules below
// testdata/frameworks, each with a file verdicts; they are downloaded.
package testkit

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
)

// Module is the path of the module that a case is, unless it brings a go.mod.
const Module = "example.com/case"

// A Case is one archive.
type Case struct {
	Name     string // "idioms/nethttp/form_token"
	Doc      string
	Files    map[string]string // of the module, without want comments
	Golden   map[string]string // what changes, by the name of the file
	Verdicts []string          // in file order
	Wants    []Want
	FixArgs  []string
	Refused  []Refused
}

// A Want is a diagnostic that the analyzers must report.
type Want struct {
	File    string
	Line    int
	Message *regexp.Regexp
}

// A Refused is a migration that fix must refuse, with its reason.
type Refused struct {
	Place  string // "file.go:12"
	Reason *regexp.Regexp
}

// Find returns the archives below the named directories of root.
func Find(root string, dirs ...string) ([]string, error) {
	var names []string
	for _, dir := range dirs {
		err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err == nil && !d.IsDir() && filepath.Ext(name) == ".txtar" {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

// Read reads an archive.
func Read(root, file string) (*Case, error) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return nil, err
	}
	c := &Case{Name: strings.TrimSuffix(filepath.ToSlash(rel), ".txtar"), Doc: strings.TrimSpace(string(ar.Comment)),
		Files: map[string]string{}, Golden: map[string]string{}}
	if c.Doc == "" {
		return nil, fmt.Errorf("%s: no prose at the top: say what the case is about", c.Name)
	}
	for _, f := range ar.Files {
		if err := c.section(f.Name, string(f.Data)); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.Name, f.Name, err)
		}
	}
	switch {
	case len(c.Verdicts) == 0:
		return nil, fmt.Errorf("%s: no section verdicts; write what m2me plan must say, or none", c.Name)
	case c.Verdicts[0] == "none":
		c.Verdicts = nil
	}
	return c, nil
}

// section takes one file of the archive.
func (c *Case) section(name, text string) error {
	var err error
	switch base, golden := strings.CutSuffix(name, ".golden"); {
	case name == "verdicts":
		c.Verdicts = Lines(text)
	case name == "fix":
		c.FixArgs = strings.Fields(text)
	case name == "refused":
		c.Refused, err = Refusals(text)
	case golden:
		c.Golden[base], _, err = takeWants(base, text)
	default:
		var wants []Want
		c.Files[name], wants, err = takeWants(name, text)
		c.Wants = append(c.Wants, wants...)
	}
	return err
}

// Refusals reads a section refused.
func Refusals(text string) ([]Refused, error) {
	var out []Refused
	for _, line := range Lines(text) {
		place, reason, _ := strings.Cut(line, " ")
		re, err := regexp.Compile(reason)
		if err != nil {
			return nil, err
		}
		out = append(out, Refused{place, re})
	}
	return out, nil
}

// Lines returns the lines of a text that say something, without comments and
// with single spaces.
func Lines(text string) []string {
	out := []string{}
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

var (
	wantComment = regexp.MustCompile(`[ \t]*// want (.*)$`)
	wantString  = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")
)

// takeWants takes the want comments out of a Go file.
func takeWants(name, text string) (string, []Want, error) {
	if filepath.Ext(name) != ".go" {
		return text, nil, nil
	}
	var wants []Want
	all := strings.Split(text, "\n")
	for i, line := range all {
		at := wantComment.FindStringSubmatchIndex(line)
		if at == nil {
			continue
		}
		for _, lit := range wantString.FindAllString(line[at[2]:at[3]], -1) {
			text, err := strconv.Unquote(lit)
			if err != nil {
				return "", nil, fmt.Errorf("line %d: want %s: %w", i+1, lit, err)
			}
			re, err := regexp.Compile(text)
			if err != nil {
				return "", nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			wants = append(wants, Want{name, i + 1, re})
		}
		all[i] = line[:at[0]]
	}
	return strings.Join(all, "\n"), wants, nil
}
