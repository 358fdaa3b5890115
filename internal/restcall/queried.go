package restcall

import (
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
)

// queried reads the query that v is a result of: whether there is one, and why
// what it finds by the session's id may be somebody else's.
func (t *tracer) queried(v *flow.Value, depth int) (asked bool, why string) {
	for _, text := range queryTexts(v, 0) {
		if q, ok := readSQL(text); ok {
			if asked, why = true, t.foreign(q, v); why != "" {
				return true, why
			}
		}
	}
	for _, key := range t.keysOf(v, depth, 0) {
		if t.strange(key) != "" {
			return asked, "what is found by " + key + " may be somebody else's"
		}
	}
	for _, piece := range keyPieces(v, 0) {
		if word := shared(piece); word != "" && !asked {
			return asked, "what is kept under " + piece + " may be somebody else's"
		}
	}
	return asked, ""
}

// keyPieces returns the constant pieces of the keys that a call was given, and the calls
// before it in a chain: "head:" + id.
func keyPieces(v *flow.Value, depth int) []string {
	var out []string
	for i, a := range v.Args {
		switch a = flow.Lower(a); {
		case a == nil:
		case i == 0 && a.Op == flow.Result && depth < 4:
			out = append(out, keyPieces(a, depth+1)...)
		case a.Op == flow.Concat:
			out = append(out, pieces(a, 0)...)
		}
	}
	return out
}

// queryTexts returns the constant texts among what a call was given, and the
// calls before it in a chain.
func queryTexts(v *flow.Value, depth int) []string {
	var out []string
	for i, a := range v.Args {
		a = flow.Lower(a)
		if text, ok := a.ConstText(); ok {
			out = append(out, text)
		} else if i == 0 && a != nil && a.Op == flow.Result && depth < 6 {
			out = append(out, queryTexts(a, depth+1)...)
		}
	}
	return out
}

// keysOf returns the keys and fields of what a call was given under which the
// session's id stands: bson.M{"user_id": id}, Filter{OwnerID: id}.
func (t *tracer) keysOf(v *flow.Value, depth, level int) []string {
	var out []string
	for i, a := range v.Args {
		low := flow.Lower(a)
		if i == 0 && low != nil && low.Op == flow.Result && level < 4 {
			out = append(out, t.keysOf(low, depth, level+1)...)
		}
		if low == nil || low.Op != flow.Obj || low.Obj.Base != nil || low.Obj.Kind == "slice" {
			continue
		}
		for _, name := range low.Obj.Order {
			if scalar(low.Obj.Field[name]) && own(t.of(low.Obj.Field[name], depth+1)) {
				out = append(out, name)
			}
		}
		for _, e := range low.Obj.Log {
			if key, ok := e.Key.ConstText(); ok && scalar(e.Val) && own(t.of(e.Val, depth+1)) {
				out = append(out, key)
			}
		}
	}
	return out
}

func scalar(v *flow.Value) bool {
	if v == nil || v.Type == nil {
		return false
	}
	_, ok := structOf(v.Type)
	return !ok
}

// foreign says why the row that a query finds by the session's id, or what is taken
// out of it, may be somebody else's.
func (t *tracer) foreign(q sqlQuery, v *flow.Value) string {
	if q.complex || len(q.keys) == 0 {
		return "which row the query finds could not be read"
	}
	picked := q.picked(v)
	key, ok := t.keyOf(q, picked)
	if !ok {
		return "column " + q.keys[0].name + ", by which the query finds its row, may name somebody else's"
	}
	for _, c := range picked {
		switch {
		case c.name == key.name && c.table == key.table:
			continue
		case t.strange(c.name) != "" && (c.as == "" || t.strange(c.as) == "" || len(picked) == 1):
			return "column " + c.name + " may name somebody else than who is signed in"
		case t.namesake(c.name, key.name):
			continue
		}
		if name := t.apart(q, c, key); name != "" {
			return "a row of " + name + " may be about somebody else than who is signed in"
		}
	}
	return ""
}

// picked returns the columns that are read into v: one by its place, or all of a
// record.
func (q sqlQuery) picked(v *flow.Value) []sqlColumn {
	n := -1
	if strings.HasSuffix(v.Text, "Scan") && v.Num >= 100 {
		n = v.Num - 100
	} else if v.Type != nil {
		if _, ok := v.Type.Underlying().(*types.Basic); ok {
			n = 0
		}
	}
	if n < 0 || n >= len(q.columns) || slices.ContainsFunc(q.columns, func(c sqlColumn) bool { return c.name == "*" }) {
		var out []sqlColumn
		for _, c := range q.columns {
			if c.name == "*" || c.as != "" { // of the others the field says what they are
				out = append(out, c)
			}
		}
		return out
	}
	return q.columns[n : n+1]
}

// keyOf returns the column that names the user and finds the row; better one that is
// picked itself, or of the same table as what is picked.
func (t *tracer) keyOf(q sqlQuery, picked []sqlColumn) (sqlColumn, bool) {
	best, rank := sqlColumn{}, 0
	for _, k := range q.keys {
		r := 0
		switch {
		case len(picked) == 1 && k.name == picked[0].name && k.table == picked[0].table:
			r = 3
		case len(picked) == 0 && slices.ContainsFunc(q.columns, func(c sqlColumn) bool { return c.name == k.name }):
			r = 1 // whoever scans the row picks
		case t.strange(k.name) != "":
		case len(picked) == 1 && k.table == picked[0].table:
			r = 2
		default:
			r = 1
		}
		if r > rank {
			best, rank = k, r
		}
	}
	return best, rank > 0
}

// namesake reports whether two columns name the same person: user_id and
// loop_user_id do.
func (t *tracer) namesake(a, b string) bool {
	pa, pb := t.persons(a), t.persons(b)
	return len(pa) > 0 && slices.Equal(pa, pb)
}

// apart returns the table, or the column of a join, that may part two columns: what
// stands in one row of a table about users is of one of them.
func (t *tracer) apart(q sqlQuery, a, b sqlColumn) string {
	together := a.table == b.table && (a.table != "" || len(q.tables) == 1)
	seen := map[string]bool{}
	for _, tab := range q.tables {
		if together && a.table != "" && a.table != tab.alias && a.table != tab.name {
			continue
		}
		if t.strange(tab.name) != "" || seen[tab.name] {
			return tab.name
		}
		seen[tab.name] = true
	}
	for _, c := range q.joins {
		if !together && t.strange(c.name) != "" {
			return c.name
		}
	}
	return ""
}
