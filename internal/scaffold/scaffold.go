// Package scaffold is the Connect client as source: the files of the package
// connect beside it, ready to be put into somebody's module, and the question
// whether a file that is there already has been edited since.
//
// It is pure: it takes and returns bytes, and whoever calls it reads and writes
// the disk. It assumes that the package connect imports nothing of this module,
// and gives up nothing: a file it does not recognise counts as edited.
//
// Where the files go needs Go 1.22 and golang.org/x/oauth2 v0.21.0, or newer.
package scaffold

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"go/token"
	"io/fs"
	"regexp"
	"strings"
)

// Package is the name of the package in Files, and the last element of the
// directory it is meant for.
const Package = "connect"

//go:embed connect/*.go
var source embed.FS

// Files returns the files of the Connect client by name, for a package called
// connect. The caller may keep and change them.
func Files() map[string][]byte {
	files, err := FilesAs(Package)
	if err != nil {
		panic(err) // the embedded files are constants: a test holds that this cannot be
	}
	return files
}

// FilesAs is Files for a package of another name, the last element of the
// directory that somebody has chosen. The error says that the name cannot be a
// package's.
func FilesAs(name string) (map[string][]byte, error) {
	if !token.IsIdentifier(name) || name == "_" || name == "main" {
		return nil, fmt.Errorf("%q cannot be the name of a package that is imported; choose a directory such as internal/connect", name)
	}
	names, err := fs.Glob(source, Package+"/*.go")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, n := range names {
		if strings.HasSuffix(n, "_test.go") {
			continue
		}
		text, err := source.ReadFile(n)
		if err != nil {
			return nil, err
		}
		renamed, err := rename(text, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
		files[strings.TrimPrefix(n, Package+"/")] = stamp(renamed)
	}
	return files, nil
}

// scopesFile is the file with the scopes that the client asks for.
const scopesFile = "scopes.go"

// WithScopes changes files, as Files returns them, so that the client asks for
// scopes besides "openid". The file counts as edited from then on, so that a
// later scaffold keeps it.
func WithScopes(files map[string][]byte, scopes []string) {
	var list strings.Builder
	for _, s := range scopes {
		fmt.Fprintf(&list, "\t%q,\n", s)
	}
	const openid = "\t\"openid\",\n"
	files[scopesFile] = bytes.Replace(files[scopesFile], []byte(openid), []byte(openid+list.String()), 1)
}

// rename changes the package clause of a file, and its package comment.
func rename(text []byte, name string) ([]byte, error) {
	clause := regexp.MustCompile(`(?m)^package [\pL_][\pL\p{Nd}_]*`)
	docs := regexp.MustCompile(`(?m)^// Package [\pL_][\pL\p{Nd}_]* `)
	at := clause.FindIndex(text)
	if at == nil {
		return nil, fmt.Errorf("no package clause")
	}
	head := docs.ReplaceAll(text[:at[0]], []byte("// Package "+name+" "))
	return bytes.Join([][]byte{head, []byte("package " + name), text[at[1]:]}, nil), nil
}

// A State is what a file in somebody's module is to the file we would write.
type State int

const (
	// Edited: somebody has changed it, or it never was ours. It is not to be
	// overwritten. The zero value, so that doubt does not destroy work.
	Edited State = iota
	// Same: nothing to do.
	Same
	// Outdated: as another version of m2me wrote it, and not edited. It may be
	// overwritten.
	Outdated
)

// String returns the state's name in lower case.
func (s State) String() string { return [...]string{"edited", "same", "outdated"}[s] }

// Compare says what have, the content of a file, is to want, an entry of Files.
// Line ends and the package's name do not count as edits.
func Compare(have, want []byte) State {
	digest, body, ok := unstamp(have)
	if !ok || digest != Digest(body) {
		return Edited
	}
	if _, wantBody, ok := unstamp(want); ok && digest == Digest(wantBody) {
		return Same
	}
	return Outdated
}

// Digest returns 16 hexadecimal digits that stand for a file without its first
// line. Line ends and the package's name do not count.
func Digest(body []byte) string {
	body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
	if plain, err := rename(body, Package); err == nil {
		body = plain
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8])
}

// header is the first line of every file. It is not of the form that marks
// generated code, which editors would protect.
const header = "// Code from m2me scaffold; edit freely. As written: "

// stamp puts the first line before a file.
func stamp(body []byte) []byte {
	return append([]byte(header+Digest(body)+"\n\n"), body...)
}

// unstamp takes the first line off; ok is false if there is none of ours.
func unstamp(text []byte) (digest string, body []byte, ok bool) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	digest, ok = strings.CutPrefix(strings.TrimSuffix(string(line), "\r"), header)
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n"))
	return digest, rest, ok
}
