package main

import "strings"

// The files of an area.

var clientText = strings.TrimSpace(`
// Package area{{.Area}} is one area of the service.
package area{{.Area}}

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"example.com/grown/platform"
)

// A Client calls the platform for area {{.Area}}.
type Client struct {
	base string
	http *http.Client
}

// NewClient returns a client of the platform.
func NewClient() *Client { return &Client{base: platform.Base, http: http.DefaultClient} }

func (c *Client) send(req *http.Request, out any) error {
	req.Header.Set("Authorization", "Bearer "+platform.Token())
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the platform says %s", resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

// A Page is what the platform answers.
type Page struct {
	Items []string
	Next  string
}

// link says where the rest of a page is.
func (p Page) link() string { return platform.Base + "/v1/pages?" + url.Values{"next": {p.Next}}.Encode() }
{{range .Calls}}
// Read{{.N}} reads the records of a user.
func (c *Client) Read{{.N}}(ctx context.Context, userID string) (*Page, error) {
	var page Page
{{- if .Direct}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/v1/biomarkers?page={{.N}}&user_id="+url.QueryEscape(userID), nil)
	if err != nil {
		return nil, err
	}
	if err := c.send(req, &page); err != nil {
		return nil, fmt.Errorf("read {{.N}}: %w", err)
	}
{{- else}}
	if err := platform.Get(ctx, "/v1/biomarkers?page={{.N}}&user_id="+url.QueryEscape(userID), &page); err != nil {
		return nil, fmt.Errorf("read {{.N}}: %w", err)
	}
{{- end}}
	return &page, nil
}
{{end}}`) + "\n"

var serviceText = strings.TrimSpace(`
package area{{.Area}}

import "context"

// A Reader reads records of users.
type Reader interface {
	link(p *Page) string
{{- range .Calls}}
	Read{{.N}}(ctx context.Context, userID string) (*Page, error)
{{- end}}
}

func (c *Client) link(p *Page) string { return p.link() }

// A Service is what handlers and jobs use.
type Service struct{ reader Reader }

// NewService returns the service of area {{.Area}}.
func NewService() *Service { return &Service{reader: NewClient()} }
{{range .Calls}}
// Items{{.N}} returns the items of a user.
func (s *Service) Items{{.N}}(ctx context.Context, userID string) ([]string, error) {
	page, err := s.reader.Read{{.N}}(ctx, userID)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range page.Items {
		if item != "" {
			out = append(out, item)
		}
	}
	return out, nil
}
{{end}}`) + "\n"

var handlerText = strings.TrimSpace(`
package area{{.Area}}

import (
	"encoding/json"
	"net/http"
{{- if .Calls}}

	"example.com/grown/session"
{{- end}}
)

// A Handler serves the pages of area {{.Area}}.
type Handler struct{ service *Service }

// Register adds the routes of area {{.Area}}.
func Register(mux *http.ServeMux) {
	h := &Handler{service: NewService()}
	mux.HandleFunc("GET /area{{.Area}}/about", h.about)
{{- range .Calls}}{{if not .Nightly}}
	mux.HandleFunc("GET /area{{$.Area}}/items{{.N}}", h.items{{.N}})
{{- end}}{{end}}
}

func (h *Handler) about(w http.ResponseWriter, r *http.Request) { h.write(w, []string{"area {{.Area}}"}, nil) }

func (h *Handler) write(w http.ResponseWriter, items []string, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(items); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
{{range .Calls}}{{if not .Nightly}}
func (h *Handler) items{{.N}}(w http.ResponseWriter, r *http.Request) {
	items, err := h.service.Items{{.N}}(r.Context(), session.UserID(r.Context()))
	h.write(w, items, err)
}
{{end}}{{end}}`) + "\n"

var jobText = strings.TrimSpace(`
package area{{.Area}}

import "context"

// Nightly looks at the records of all users.
func Nightly(ctx context.Context, users []string) error {
	s := NewService()
	for _, user := range users {
		if err := s.nightly(ctx, user); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) nightly(ctx context.Context, user string) error {
{{- range .Calls}}{{if .Nightly}}
	if _, err := s.Items{{.N}}(ctx, user); err != nil {
		return err
	}
{{- end}}{{end}}
	return ctx.Err()
}
`) + "\n"

// rulesText is code that sends nothing.
var rulesText = strings.TrimSpace(`
package area{{.Area}}

import (
	"errors"
	"fmt"
	"sort"
	"strings"
{{- if .Import}}

	before "example.com/grown/area{{.Before}}"
{{- end}}
)

// Limit{{.File}} is the most that rules of file {{.File}} accept.
const Limit{{.File}} = {{.File}}00 + 100

var errRule{{.File}} = errors.New("rule {{.File}} is broken")
{{if .Import}}
// Linked{{.File}} says which limit the area before has.
func Linked{{.File}}() string { return fmt.Sprint(before.Limit{{.File}}) }
{{end}}
{{- range $n := .Parts}}
// A Rule{{$.File}}x{{$n}} prices the lines of an order.
type Rule{{$.File}}x{{$n}} struct {
	Name    string
	Weights map[string]int
	Tags    []string
	next    *Rule{{$.File}}x{{$n}}
}

// Total adds up what is priced.
func (r *Rule{{$.File}}x{{$n}}) Total(lines []string) (int, error) {
	total := 0
	for i, line := range lines {
		name, rest, ok := strings.Cut(line, ":")
		if !ok {
			return 0, fmt.Errorf("line %d: %w", i, errRule{{$.File}})
		}
		switch weight := r.Weights[strings.TrimSpace(name)]; {
		case weight == 0:
			total += len(rest)
		case weight < 0:
			total -= weight * {{$n}}
		default:
			total += weight
		}
		if total > Limit{{$.File}} {
			return total, errRule{{$.File}}
		}
	}
	if r.next != nil {
		more, err := r.next.Total(lines)
		return total + more, err
	}
	return total, nil
}

// Names returns the names of the rules, sorted.
func (r *Rule{{$.File}}x{{$n}}) Names() []string {
	seen := map[string]bool{}
	var out []string
	for at := r; at != nil; at = at.next {
		if name := at.label("{{$n}}"); !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

func (r *Rule{{$.File}}x{{$n}}) label(suffix string) string {
	parts := append([]string{r.Name}, r.Tags...)
	return strings.Join(parts, "/") + "-" + suffix
}

// parse{{$.File}}x{{$n}} reads a rule.
func parse{{$.File}}x{{$n}}(text string) (*Rule{{$.File}}x{{$n}}, error) {
	rule := &Rule{{$.File}}x{{$n}}{Weights: map[string]int{}}
	for field := range strings.FieldsSeq(text) {
		key, value, ok := strings.Cut(field, "=")
		if !ok {
			rule.Tags = append(rule.Tags, field)
			continue
		}
		if key == "name" {
			rule.Name = value
			continue
		}
		rule.Weights[key] = len(value)
	}
	if rule.Name == "" {
		return nil, fmt.Errorf("%q has no name: %w", text, errRule{{$.File}})
	}
	return rule, nil
}

// Check{{$.File}}x{{$n}} reads a rule and applies it.
func Check{{$.File}}x{{$n}}(text string, lines []string) (string, error) {
	rule, err := parse{{$.File}}x{{$n}}(text)
	if err != nil {
		return "", err
	}
	total, err := rule.Total(lines)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %d", strings.Join(rule.Names(), ", "), total), nil
}
{{end}}`) + "\n"
