package fixes

import (
	"errors"
	"go/ast"
	"regexp"
	"strings"
)

// sayInput makes a refusal say what to do about a call that goes through
// generated code: the generator's input needs the user form of the call.
func (p *planner) sayInput(err error) error {
	var r *Refusal
	if !errors.As(err, &r) {
		return err
	}
	for _, fr := range p.call.Frames {
		f, ok := p.draft.src.FileAt(fr.Call.Pos)
		if !fr.Call.IsValid() || !ok || f.Cgo || !ast.IsGenerated(f.Syntax) {
			continue
		}
		if f.Module == "" {
			return refuse("generated", p.at(), "%s is generated%s in another module; take a release of it that has %s %s, or generate a client from a description that has it, and call that here with connect.Client(ctx, userID)",
				fr.In.Pkg, generator(f), p.call.Method, p.match.Me)
		}
		if f == p.homeFile() {
			return err
		}
		return refuse("generated", p.at(), "%s is generated%s; add %s %s to %s, generate again and call that here with connect.Client(ctx, userID)",
			f.Name, generator(f), p.call.Method, p.match.Me, p.input(f))
	}
	return err
}

// homeFile returns the file that makes the call, or nil.
func (p *planner) homeFile() *File {
	f, _ := p.draft.src.FileAt(p.at())
	return f
}

var generatedLine = regexp.MustCompile(`(?m)^// Code generated (?:by )?(.*?)[;,.]? DO NOT EDIT\.$`)

// generator returns " by" and what the header of a generated file names.
func generator(f *File) string {
	m := generatedLine.FindSubmatch(f.Src)
	if m == nil || len(m[1]) == 0 {
		return ""
	}
	return " by " + string(m[1])
}

// input returns what the file is generated from: the description that a
// go:generate line of its package names.
func (p *planner) input(f *File) string {
	for _, g := range p.draft.src.Package(f) {
		for line := range strings.Lines(string(g.Src)) {
			command, ok := strings.CutPrefix(line, "//go:generate ")
			if !ok {
				continue
			}
			for _, word := range strings.Fields(command) {
				if description(word) {
					return word
				}
			}
		}
	}
	return "its input"
}

// description reports whether a word of a command names the description of an
// API, and not the settings of its generator.
func description(word string) bool {
	name := strings.ToLower(word)
	for _, setting := range []string{"config", "cfg", "=", "codegen"} {
		if strings.Contains(name, setting) {
			return false
		}
	}
	for _, ext := range []string{".yaml", ".yml", ".json"} {
		if strings.HasSuffix(name, ext) {
			return true
		}
	}
	return false
}
