package gopls

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// This file is as much of a client of the Language Server Protocol as the test
// needs: framing, one request at a time, the diagnostics of each file. The
// libraries that exist bring hundreds of generated types, and a dependency of
// the module, for these lines.

// patience is how long gopls may take for one answer. It only ends what hangs.
const patience = 2 * time.Minute

// A message is one of JSON-RPC.
type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

type position struct{ Line, Character int }

type span struct{ Start, End position }

type diagnostic struct {
	Range              span
	Source, Message    string
	RelatedInformation []struct {
		Location struct{ URI string }
		Message  string
	}

	raw json.RawMessage // to be handed back
}

type textEdit struct {
	Range   span
	NewText string
}

type codeAction struct {
	Title string
	Edit  struct {
		DocumentChanges []struct {
			TextDocument struct{ URI string }
			Edits        []textEdit
		}
	}
}

// A session is one run of gopls.
type session struct {
	t    *testing.T
	in   io.WriteCloser
	wait func() error
	next int

	mu      sync.Mutex
	changed chan struct{}           // closed when something arrives
	diags   map[string][]diagnostic // by file
	answers map[string]message      // by id
	version map[string]int          // of open files
	ended   error                   // why nothing arrives any more
}

// start starts gopls in a directory for the module at another.
func start(t *testing.T, gopls, cwd, dir string, env []string) *session {
	t.Helper()
	cmd := exec.Command(gopls, "serve")
	cmd.Dir, cmd.Env = cwd, env
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended, if the test got that far
	s := &session{t: t, in: in, wait: cmd.Wait, changed: make(chan struct{}),
		diags: map[string][]diagnostic{}, answers: map[string]message{}, version: map[string]int{}}
	go s.read(bufio.NewReader(out))
	s.request("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": uri(dir), "workspaceFolders": []any{map[string]string{"uri": uri(dir), "name": "app"}},
		"initializationOptions": map[string]any{"diagnosticsDelay": "50ms"},
		"capabilities": map[string]any{"textDocument": map[string]any{
			"publishDiagnostics": map[string]any{"relatedInformation": true},
			"codeAction":         map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}}},
		}, "workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}}},
	}, nil)
	s.notify("initialized", map[string]any{})
	return s
}

// stop ends gopls as an editor does.
func (s *session) stop() {
	s.t.Helper()
	s.request("shutdown", nil, nil)
	s.notify("exit", nil)
	if err := s.wait(); err != nil {
		s.t.Errorf("gopls ends with %v", err)
	}
}

func (s *session) send(m message) {
	m.JSONRPC = "2.0"
	data, err := json.Marshal(m)
	if err == nil {
		_, err = fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	}
	if err != nil {
		s.t.Errorf("send %s: %v", m.Method, err)
	}
}

func (s *session) notify(method string, params any) {
	s.send(message{Method: method, Params: s.encode(params)})
}

func (s *session) encode(v any) json.RawMessage {
	if v == nil {
		return nil
	}
	data, err := json.Marshal(v)
	if err != nil {
		s.t.Error(err)
	}
	return data
}

// request sends a request and decodes the answer into result, if that is wanted.
func (s *session) request(method string, params, result any) {
	s.t.Helper()
	s.next++
	id := strconv.Itoa(s.next)
	s.send(message{ID: json.RawMessage(id), Method: method, Params: s.encode(params)})
	var answer message
	s.until("an answer to "+method, func() bool {
		var ok bool
		answer, ok = s.answers[id]
		return ok
	})
	if answer.Error != nil {
		s.t.Fatalf("%s: %s", method, answer.Error)
	}
	if result != nil {
		if err := json.Unmarshal(answer.Result, result); err != nil {
			s.t.Fatalf("%s: %v", method, err)
		}
	}
}

// until waits for something to arrive.
func (s *session) until(what string, done func() bool) {
	s.t.Helper()
	limit := time.After(patience)
	for {
		s.mu.Lock()
		ok, changed, ended := done(), s.changed, s.ended
		s.mu.Unlock()
		switch {
		case ok:
			return
		case ended != nil:
			s.t.Fatalf("no %s: %v", what, ended)
		}
		select {
		case <-changed:
		case <-limit:
			s.mu.Lock()
			defer s.mu.Unlock()
			s.t.Fatalf("no %s; diagnostics: %+v", what, s.diags)
		}
	}
}

// read takes what gopls sends, until it ends.
func (s *session) read(r *bufio.Reader) {
	for {
		head, err := textproto.NewReader(r).ReadMIMEHeader()
		var m message
		if err == nil {
			n, _ := strconv.Atoi(head.Get("Content-Length")) // 0 fails below
			data := make([]byte, n)
			if _, err = io.ReadFull(r, data); err == nil {
				err = json.Unmarshal(data, &m)
			}
		}
		s.mu.Lock()
		s.take(m)
		s.ended = err
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// take sorts a message in.
func (s *session) take(m message) {
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Diagnostics []json.RawMessage
		}
		_ = json.Unmarshal(m.Params, &p) // what is missing is missed below
		var list []diagnostic
		for _, raw := range p.Diagnostics {
			d := diagnostic{raw: raw}
			_ = json.Unmarshal(raw, &d)
			list = append(list, d)
		}
		s.diags[p.URI] = list
	case m.Method == "workspace/configuration":
		go s.send(message{ID: m.ID, Result: json.RawMessage(`[null]`)})
	case m.Method != "" && m.ID != nil:
		go s.send(message{ID: m.ID, Result: json.RawMessage(`null`)})
	case m.ID != nil:
		s.answers[string(m.ID)] = m
	}
}

// open opens a file with a text that need not be the one on the disk.
func (s *session) open(file, text string) {
	s.version[file] = 1
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri(file), "languageId": "go", "version": 1, "text": text}})
}

// change replaces the text of an open file.
func (s *session) change(file, text string) {
	s.version[file]++
	s.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri(file), "version": s.version[file]},
		"contentChanges": []any{map[string]string{"text": text}}})
}

// finding waits for a diagnostic of the analyzers.
func (s *session) finding(file, text string) diagnostic {
	s.t.Helper()
	var found diagnostic
	s.until("finding "+text, func() bool {
		i := slices.IndexFunc(s.diags[uri(file)], func(d diagnostic) bool { return strings.Contains(d.Message, text) })
		if i >= 0 {
			found = s.diags[uri(file)][i]
		}
		return i >= 0
	})
	return found
}

// none waits until gopls says nothing with a text about a file.
func (s *session) none(file, text string) {
	s.t.Helper()
	s.until("report without "+text, func() bool {
		list, reported := s.diags[uri(file)]
		return reported && !slices.ContainsFunc(list, func(d diagnostic) bool { return strings.Contains(d.Message, text) })
	})
}

// fixes returns the quick fixes of a diagnostic.
func (s *session) fixes(file string, d diagnostic) []codeAction {
	s.t.Helper()
	var all []codeAction
	s.request("textDocument/codeAction", map[string]any{
		"textDocument": map[string]string{"uri": uri(file)},
		"range":        json.RawMessage(rangeOf(d.raw)),
		"context":      map[string]any{"diagnostics": []json.RawMessage{d.raw}, "only": []string{"quickfix"}},
	}, &all)
	return all
}

// rangeOf cuts the range out of a diagnostic.
func rangeOf(raw json.RawMessage) json.RawMessage {
	var d struct{ Range json.RawMessage }
	_ = json.Unmarshal(raw, &d) // it was read before
	return d.Range
}

// apply carries out the edits of an action in one file; columns are bytes, as
// the files of the test are ASCII.
func apply(t *testing.T, text string, edits []textEdit) string {
	t.Helper()
	lines := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			lines = append(lines, i+1)
		}
	}
	at := func(p position) int { return lines[p.Line] + p.Character }
	slices.SortStableFunc(edits, func(a, b textEdit) int { return at(b.Range.Start) - at(a.Range.Start) })
	for _, e := range edits {
		text = text[:at(e.Range.Start)] + e.NewText + text[at(e.Range.End):]
	}
	return text
}

func uri(file string) string {
	file = filepath.ToSlash(file)
	if !strings.HasPrefix(file, "/") {
		file = "/" + file
	}
	return (&url.URL{Scheme: "file", Path: file}).String()
}
