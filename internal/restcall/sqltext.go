package restcall

import (
	"slices"
	"strings"
	"unicode"
)

// A sqlQuery is what a query in SQL, or a condition of one, says about the row
// that it finds. It is read for its names alone.
type sqlQuery struct {
	columns []sqlColumn
	tables  []sqlTable
	keys    []sqlColumn // columns that are compared with a parameter
	joins   []sqlColumn // columns that are compared with one another
	complex bool        // there is a query in it, or one of several conditions is enough
}

// A sqlColumn is a column with the alias of its table, and what it is called in
// the result.
type sqlColumn struct{ table, name, as string }

type sqlTable struct{ name, alias string }

// readSQL reads a text; ok is false if it is no query and no condition.
func readSQL(text string) (q sqlQuery, ok bool) {
	toks := sqlTokens(text)
	if len(toks) == 0 {
		return q, false
	}
	r := &sqlReader{toks: toks}
	for i := range toks {
		q.keys = append(q.keys, r.key(i)...)
		if r.at(i) == "=" && r.at(i-2) == "." && r.at(i+2) == "." {
			q.joins = append(q.joins, r.column(i-1), r.column(i+3))
		}
		q.complex = q.complex || r.is(i, "or", "union", "except", "intersect") || i > 0 && r.is(i, "select", "with")
	}
	if !r.is(0, "select", "with") {
		return q, len(q.keys) > 0
	}
	q.complex = q.complex || r.is(0, "with")
	q.columns, q.tables = r.columns(), r.tables()
	return q, len(q.columns) > 0
}

type sqlReader struct{ toks []string }

func (r *sqlReader) at(i int) string {
	if i < 0 || i >= len(r.toks) {
		return ""
	}
	return r.toks[i]
}

func (r *sqlReader) is(i int, words ...string) bool {
	return slices.Contains(words, strings.ToLower(r.at(i)))
}

// key returns the column that a comparison at i finds the row by.
func (r *sqlReader) key(i int) []sqlColumn {
	if r.at(i) != "=" {
		return nil
	}
	right := i + 1
	for r.is(right, "any", "(", "lower", "upper") {
		right++
	}
	left := i - 1
	if r.at(left) == ")" {
		left--
	}
	switch {
	case parameter(r.at(right)) && sqlName(r.at(left)):
		return []sqlColumn{r.column(left)}
	case parameter(r.at(left)) && sqlName(r.at(right)):
		for r.at(right+1) == "." {
			right += 2
		}
		return []sqlColumn{r.column(right)}
	}
	return nil
}

// column reads the column whose last token is at i.
func (r *sqlReader) column(i int) sqlColumn {
	c := sqlColumn{name: r.at(i)}
	if r.at(i-1) == "." {
		c.table = r.at(i - 2)
	}
	return c
}

// columns reads the list behind SELECT, one for each comma. Of an expression the
// last name counts that is not called.
func (r *sqlReader) columns() []sqlColumn {
	var out []sqlColumn
	var c sqlColumn
	depth := 0
	for i := 1; i < len(r.toks); i++ {
		switch tok := r.at(i); {
		case depth == 0 && r.is(i, "from"):
			return append(out, c)
		case tok == "(":
			depth++
		case tok == ")":
			depth--
		case tok == "," && depth == 0:
			out, c = append(out, c), sqlColumn{}
		case depth == 0 && r.is(i, "as"):
			i++
			c.as = r.at(i)
		case r.is(i, "distinct", "all") || r.at(i+1) == "(" || r.at(i+1) == ".":
		case tok == "*" || sqlName(tok) && r.at(i-1) != ":":
			c.table, c.name = r.column(i).table, tok
		}
	}
	return nil
}

// tables reads what stands behind FROM, its commas and JOIN.
func (r *sqlReader) tables() []sqlTable {
	var out []sqlTable
	from := false
	for i := range r.toks {
		switch {
		case r.is(i, "from"):
			from = true
		case r.is(i, "where", "on", "group", "order", "limit"):
			from = false
		}
		if !r.is(i, "from", "join") && !(from && r.at(i) == ",") {
			continue
		}
		j := i + 1
		for r.at(j+1) == "." {
			j += 2
		}
		t := sqlTable{name: r.at(j), alias: r.at(j)}
		if r.is(j+1, "as") {
			j++
		}
		if sqlName(r.at(j+1)) && !r.is(j+1, "where", "on", "join", "inner", "left", "right", "full", "cross", "natural", "using", "group", "order", "limit", "for") {
			t.alias = r.at(j + 1)
		}
		out = append(out, t)
	}
	return out
}

// sqlTokens cuts a text into names, parameters, numbers and signs. Names lose
// their quotes, texts their content.
func sqlTokens(text string) []string {
	var out []string
	for i := 0; i < len(text); {
		c := rune(text[i])
		j := i + 1
		switch {
		case unicode.IsSpace(c):
			i = j
			continue
		case c == '-' && strings.HasPrefix(text[i:], "--"):
			n := strings.IndexByte(text[i:], '\n')
			if n < 0 {
				return out
			}
			i += n
			continue
		case c == '\'' || c == '"' || c == '`':
			n := strings.IndexByte(text[j:], byte(c))
			if n < 0 {
				return out
			}
			if j += n + 1; c == '\'' {
				out = append(out, "''")
			} else {
				out = append(out, text[i+1:j-1])
			}
			i = j
			continue
		case sqlLetter(c), (c == '$' || c == ':' || c == '@' || c == '%') && j < len(text) && sqlLetter(rune(text[j])):
			for j < len(text) && sqlLetter(rune(text[j])) {
				j++
			}
		}
		out = append(out, text[i:j])
		i = j
	}
	return out
}

func sqlLetter(c rune) bool { return c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) }

// parameter reports whether a token stands for an argument: ?, $1, :id, @id, %s.
func parameter(tok string) bool {
	return tok == "?" || len(tok) > 1 && strings.ContainsRune("$:@%", rune(tok[0]))
}

func sqlName(tok string) bool { return tok != "" && (tok[0] == '_' || unicode.IsLetter(rune(tok[0]))) }
