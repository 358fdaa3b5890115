package scopemap

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/rest"
)

// call reads a call from text: "GET {base}/v1/biomarkers?user_id={id}&limit=5",
// then words such as "body:patient_id", "header:X-User" or "scope:admin:clinical"
// and "token:https://…".
func call(text string) *rest.Call {
	words := strings.Fields(text)
	c := &rest.Call{Method: words[0]}
	if c.Method == "?" {
		c.Method = ""
	}
	url, query, _ := strings.Cut(words[1], "?")
	c.URL = template(url)
	for _, kv := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' }) {
		k, v, _ := strings.Cut(kv, "=")
		if k == "*" {
			c.RawQuery = template(v)
			continue
		}
		c.Query = append(c.Query, rest.Param{Key: k, Value: template(v)})
	}
	for _, w := range words[2:] {
		kind, v, _ := strings.Cut(w, ":")
		switch kind {
		case "body":
			c.Body = append(c.Body, rest.Param{Key: v, Value: template("{" + v + "}")})
		case "header":
			c.Header = append(c.Header, rest.Param{Key: v, Value: template("{" + v + "}")})
		case "scope":
			c.Auth.Scopes = append(c.Auth.Scopes, v)
		case "token":
			c.Auth.TokenURL = template(v)
		default:
			panic("call: " + w)
		}
	}
	return c
}

func template(text string) rest.Template {
	var t rest.Template
	for text != "" {
		before, after, ok := strings.Cut(text, "{")
		if before != "" {
			t = append(t, rest.Part{Text: before})
		}
		if !ok {
			break
		}
		hole, rest2, _ := strings.Cut(after, "}")
		t = append(t, rest.Part{Hole: hole})
		text = rest2
	}
	return t
}

// edited applies the edits of a match to the path of its call.
func edited(c *rest.Call, m Match) string {
	segs := rest.Locate(c.URL).Segments
	var out []string
	at := 0
	put := func(to int) {
		for ; at < to; at++ {
			out = append(out, rest.Template(segs[at]).String())
		}
	}
	for _, e := range m.Edits() {
		put(e.From)
		if e.Text != "" {
			out = append(out, e.Text)
		}
		at = e.To
	}
	put(len(segs))
	path := "/" + strings.Join(out, "/")
	var left []string
	for i, p := range c.Query {
		dropped := false
		for _, d := range m.DropQuery {
			dropped = dropped || d == i
		}
		if !dropped {
			left = append(left, p.Key)
		}
	}
	if len(left) > 0 {
		path += "?" + strings.Join(left, "&")
	}
	return path
}

func table(t *testing.T, own string) *Table {
	t.Helper()
	if own == "" {
		tab, err := Default()
		if err != nil {
			t.Fatal(err)
		}
		return tab
	}
	tab, err := Load(FileName, []byte(own))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func platformTable(t *testing.T, name string) *Table {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "platforms", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return table(t, string(data))
}
