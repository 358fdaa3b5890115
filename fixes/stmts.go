package fixes

import (
	"strings"

	"github.com/dave/dst"
	"github.com/dave/dst/dstutil"
)

// dropStmt removes statement i of a list, with the comments that belong to it:
// those directly above it and behind it. A comment that a blank line sets off
// stays. It goes to the next statement, or to the end of the list.
func dropStmt(list *[]dst.Stmt, i int, lbrace *dst.Decorations, clause *dst.NodeDecs) bool {
	if i < 0 {
		return false
	}
	old := *list
	gone := old[i].Decorations()
	stay := setOff(gone.Start)
	switch {
	case i+1 < len(old):
		next := old[i+1].Decorations()
		next.Start.Prepend(stay...)
		switch {
		case i == 0:
			next.Before = dst.NewLine
		case gone.Before > next.Before:
			next.Before = gone.Before
		}
	case i > 0:
		last := old[i-1].Decorations()
		if len(stay) > 0 {
			last.End.Append(append([]string{"\n"}, stay...)...)
		}
		last.After = dst.NewLine
	case len(stay) > 0 && lbrace != nil:
		lbrace.Append(append([]string{"\n"}, stay...)...)
	case len(stay) > 0 && clause != nil:
		clause.End.Append(append([]string{"\n"}, stay...)...)
	}
	*list = append(append([]dst.Stmt{}, old[:i]...), old[i+1:]...)
	return true
}

// setOff returns the comments above a statement that a blank line separates
// from it.
func setOff(start dst.Decorations) []string {
	for i := len(start) - 1; i >= 0; i-- {
		// Behind "/* … */" the first "\n" only ends the line.
		if start[i] == "\n" && (i == 0 || !strings.HasPrefix(start[i-1], "/*")) {
			return append([]string{}, start[:i+1]...)
		}
	}
	return nil
}

// insert puts statements before or after n.
func (t *tree) insert(n dst.Node, stmts []dst.Stmt, after bool) bool {
	return t.at(n, func(c *dstutil.Cursor) bool {
		if c.Index() < 0 {
			return false
		}
		if _, ok := n.(dst.Stmt); !ok {
			return false
		}
		for _, s := range stmts {
			s.Decorations().Before, s.Decorations().After = dst.NewLine, dst.NewLine
		}
		if after {
			last := stmts[len(stmts)-1].Decorations()
			last.After, n.Decorations().After = n.Decorations().After, dst.NewLine
			for i := len(stmts) - 1; i >= 0; i-- {
				c.InsertAfter(stmts[i])
			}
			return true
		}
		stmts[0].Decorations().Before = n.Decorations().Before
		n.Decorations().Before = dst.NewLine
		for _, s := range stmts {
			c.InsertBefore(s)
		}
		return true
	})
}

// guard moves statements into an if statement that takes the place of the last.
func (t *tree) guard(last dst.Node, more []dst.Node, stmts []dst.Stmt) bool {
	check, ok := stmts[0].(*dst.IfStmt)
	if !ok || len(stmts) != 1 {
		return false
	}
	for _, m := range more {
		s, ok := m.(dst.Stmt)
		if !ok {
			return false
		}
		kept := s.Decorations().Start
		if !t.drop(m) {
			return false
		}
		s.Decorations().Start = kept[len(setOff(kept)):]
		check.Body.List = append(check.Body.List, s)
	}
	stmt, ok := last.(dst.Stmt)
	if !ok {
		return false
	}
	done := t.at(last, func(c *dstutil.Cursor) bool {
		if c.Index() < 0 {
			return false
		}
		decs := last.Decorations()
		check.Decs.Before, check.Decs.After = decs.Before, decs.After
		if away := setOff(decs.Start); len(away) > 0 {
			check.Decs.Start = away
			decs.Start = decs.Start[len(away):]
		}
		c.Replace(check)
		return true
	})
	check.Body.List = append(check.Body.List, stmt)
	for _, s := range check.Body.List {
		s.Decorations().Before, s.Decorations().After = dst.NewLine, dst.NewLine
	}
	return done
}
