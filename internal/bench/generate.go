package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// A generator writes a module that looks like a service: areas with handlers, a
// service behind an interface, a client of the platform and a nightly job, and
// code around them that sends nothing.
type generator struct {
	dir   string
	lines int // written so far
}

// areaLines is about what an area has.
const areaLines = 2500

// generate writes a module of about that many lines, with that many functions
// that call a platform. Three of four calls run for a user.
func generate(dir string, lines, calls int) error {
	g := &generator{dir: dir}
	areas := max(lines/areaLines, 1)
	if err := g.shared(areas); err != nil {
		return err
	}
	for n := range areas {
		from, to := calls*n/areas, calls*(n+1)/areas
		if err := g.area(n, areas, from, to, lines); err != nil {
			return err
		}
	}
	return nil
}

// shared writes what all areas use, and the programs.
func (g *generator) shared(areas int) error {
	if err := os.MkdirAll(g.dir, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(g.dir, "go.mod"), []byte("module example.com/grown\n\ngo 1.26.0\n"), 0o666); err != nil {
		return err
	}
	var list []int
	for n := range areas {
		list = append(list, n)
	}
	for _, f := range []struct{ name, text string }{
		{"session/session.go", sessionText}, {"platform/platform.go", platformText}, {"cmd/serve/main.go", serveText}, {"cmd/nightly/main.go", nightlyText},
	} {
		if err := g.file(f.name, f.text, map[string]any{"Areas": list}); err != nil {
			return err
		}
	}
	return nil
}

// A call is one function of an area that calls the platform.
type call struct {
	N       int
	Nightly bool // it runs on a schedule, and not for a user
	Direct  bool // it builds its request itself
}

// area writes area n with the calls [from, to), filled up to its share of lines.
func (g *generator) area(n, areas, from, to, lines int) error {
	var calls []call
	for i := from; i < to; i++ {
		calls = append(calls, call{N: i, Nightly: i%4 == 3, Direct: i%2 == 0})
	}
	data := map[string]any{"Area": n, "Calls": calls}
	for _, f := range []struct{ name, text string }{
		{"client.go", clientText}, {"service.go", serviceText}, {"handler.go", handlerText}, {"job.go", jobText},
	} {
		if err := g.file(fmt.Sprintf("area%d/%s", n, f.name), f.text, data); err != nil {
			return err
		}
	}
	for i := 0; i == 0 || g.lines < lines*(n+1)/areas; i++ { // the next area names the first file
		fill := map[string]any{"Area": n, "File": i, "Before": n - 1, "Import": n > 0 && i == 0}
		var parts []int
		for p := range 12 {
			parts = append(parts, p)
		}
		fill["Parts"] = parts
		if err := g.file(fmt.Sprintf("area%d/rules%d.go", n, i), rulesText, fill); err != nil {
			return err
		}
	}
	return nil
}

// file writes one file, formatted.
func (g *generator) file(name, text string, data any) error {
	t, err := template.New(name).Parse(text)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return err
	}
	src, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	g.lines += bytes.Count(src, []byte("\n"))
	name = filepath.Join(g.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, src, 0o666)
}

var sessionText = strings.TrimSpace(`
// Package session knows who is signed in.
package session

import (
	"context"
	"net/http"
)

type key struct{}

// Middleware puts the user of the session cookie into the context.
func Middleware(next http.Handler, lookup func(cookie string) (string, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := r.Cookie("session")
		if err != nil {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		id, err := lookup(c.Value)
		if err != nil {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, id)))
	})
}

// UserID is the id of the user who is signed in.
func UserID(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}
`) + "\n"

var platformText = strings.TrimSpace(`
// Package platform calls the health platform with the service's own token.
package platform

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

// Base is where the clinical service is.
const Base = "https://clinical.platform.loop.health"

// Token is the service's token.
func Token() string { return os.Getenv("LOOP_SERVICE_TOKEN") }

// Get reads what is at a path.
func Get(ctx context.Context, path string, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, Base+path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+Token())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the platform says %s", resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
`) + "\n"

var serveText = strings.TrimSpace(`
// Command serve serves all areas.
package main

import (
	"errors"
	"log"
	"net/http"

	"example.com/grown/session"
{{- range .Areas}}
	"example.com/grown/area{{.}}"
{{- end}}
)

func lookup(cookie string) (string, error) {
	if cookie == "" {
		return "", errors.New("no session")
	}
	return sessions[cookie], nil
}

var sessions = map[string]string{}

func main() {
	mux := http.NewServeMux()
{{- range .Areas}}
	area{{.}}.Register(mux)
{{- end}}
	log.Fatal(http.ListenAndServe(":8080", session.Middleware(mux, lookup)))
}
`) + "\n"

var nightlyText = strings.TrimSpace(`
// Command nightly runs the jobs of all areas once a day.
package main

import (
	"context"
	"log"
	"time"
{{range .Areas}}
	"example.com/grown/area{{.}}"
{{- end}}
)

func main() {
	users := []string{"a", "b"}
	for range time.Tick(24 * time.Hour) {
{{- range .Areas}}
		if err := area{{.}}.Nightly(context.Background(), users); err != nil {
			log.Print(err)
		}
{{- end}}
	}
}
`) + "\n"
