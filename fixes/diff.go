package fixes

import (
	"go/scanner"
	"go/token"
	"strings"
)

// A change replaces the bytes from..to of a text.
type change struct {
	from, to int
	text     string
}

// apply carries out changes, which are sorted and do not overlap.
func apply(changes []change, text string) string {
	var b strings.Builder
	at := 0
	for _, c := range changes {
		b.WriteString(text[at:c.from])
		b.WriteString(c.text)
		at = c.to
	}
	b.WriteString(text[at:])
	return b.String()
}

// A lexeme is a token of Go source with its place. An automatic semicolon is
// empty and stands at the end of the token before it.
type lexeme struct {
	kind     token.Token
	text     string
	from, to int
}

// same reports whether two lexemes spell the same token.
func (l lexeme) same(m lexeme) bool {
	return l.kind == m.kind && l.kind != token.ILLEGAL && (l.kind == token.SEMICOLON || l.text == m.text)
}

// lexemes cuts src, which has "\n" line ends, into tokens, comments among them.
// Semicolons that the grammar lets one omit, before ")" and "}", are left out.
func lexemes(src string) []lexeme {
	var (
		s    scanner.Scanner
		fset = token.NewFileSet()
		file = fset.AddFile("", -1, len(src))
		out  []lexeme
	)
	s.Init(file, []byte(src), func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, kind, lit := s.Scan()
		if kind == token.EOF {
			break
		}
		l := lexeme{kind: kind, text: lit, from: file.Offset(pos)}
		switch {
		case kind == token.SEMICOLON && lit == "\n":
			if n := len(out); n > 0 {
				l.from = out[n-1].to
			}
			l.to, l.text = l.from, ""
		case lit == "" || kind.IsOperator():
			l.text = kind.String()
			l.to = l.from + len(l.text)
		default:
			l.to = min(l.from+len(lit), len(src))
		}
		if n := len(out); n > 0 && out[n-1].to > l.from {
			out[n-1].to = l.from // after an illegal character
		}
		out = append(out, l)
	}
	return dropOptional(out)
}

// dropOptional removes semicolons that stand before a closing bracket or at the end.
func dropOptional(list []lexeme) []lexeme {
	optional := func(i int) bool {
		for i++; i < len(list); i++ {
			if list[i].kind != token.COMMENT {
				return list[i].kind == token.RPAREN || list[i].kind == token.RBRACE
			}
		}
		return true
	}
	var out []lexeme
	for i, l := range list {
		if l.kind == token.SEMICOLON && optional(i) {
			continue
		}
		out = append(out, l)
	}
	return out
}

// diff returns the changes that turn the tokens of a into those of b. Tokens
// that stay together keep the white space of a; with exact set the white space
// becomes that of b as well, so that apply(diff(a, b, true), a) == b.
func diff(a, b string, exact bool) []change {
	if a == b {
		return nil
	}
	la, lb := lexemes(a), lexemes(b)
	out := tokenDiff(a, b, la, lb, exact)
	if got := apply(out, a); exact && got != b || !exact && !sameTokens(lexemes(got), lb) {
		return []change{{0, len(a), b}}
	}
	return out
}

// tokenDiff does the work of diff.
func tokenDiff(a, b string, la, lb []lexeme, exact bool) []change {
	var (
		out    []change
		i, j   int // the next tokens that are not dealt with
		ea, eb int // end of the last kept token
	)
	emit := func(ta, tb int, together bool) {
		if together && !exact {
			return
		}
		text := b[eb:tb]
		if !exact {
			text = indentLike(text, a[ea:ta])
		}
		if c, ok := trimSpace(a, change{ea, ta, text}); ok {
			out = append(out, c)
		}
	}
	for _, m := range matches(la, lb) {
		emit(la[m[0]].from, lb[m[1]].from, m[0] == i && m[1] == j)
		i, j = m[0]+1, m[1]+1
		ea, eb = la[m[0]].to, lb[m[1]].to
	}
	emit(len(a), len(b), i == len(la) && j == len(lb))
	return out
}

// indentLike gives the last line of text the indentation of the last line of
// old, if both are only that: a kept token keeps its column.
func indentLike(text, old string) string {
	i, j := strings.LastIndexByte(text, '\n'), strings.LastIndexByte(old, '\n')
	if i < 0 || j < 0 || strings.TrimSpace(text[i:]) != "" || strings.TrimSpace(old[j:]) != "" {
		return text
	}
	return text[:i] + old[j:]
}

// trimSpace drops the white space that a change leaves as it is.
func trimSpace(a string, c change) (change, bool) {
	for c.from < c.to && c.text != "" && a[c.from] == c.text[0] && isSpace(c.text[0]) {
		c.from, c.text = c.from+1, c.text[1:]
	}
	for c.from < c.to && c.text != "" {
		last := c.text[len(c.text)-1]
		if a[c.to-1] != last || !isSpace(last) {
			break
		}
		c.to, c.text = c.to-1, c.text[:len(c.text)-1]
	}
	return c, c.from < c.to || c.text != ""
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// sameTokens reports whether two lists spell the same program.
func sameTokens(a, b []lexeme) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].same(b[i]) {
			return false
		}
	}
	return true
}
