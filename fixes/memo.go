package fixes

import (
	"go/ast"
	"go/types"
	"sort"
)

// A memo keeps what is costly to make and depends on a file alone.
type memo struct {
	forms map[*File]*form
	used  map[*File][]use
}

func newMemo() *memo { return &memo{forms: map[*File]*form{}, used: map[*File][]use{}} }

// A use is an identifier and what it refers to.
type use struct {
	id  *ast.Ident
	obj types.Object
}

// form returns the dst form of a file.
func (m *memo) form(f *File) (*form, error) {
	if fm := m.forms[f]; fm != nil {
		return fm, nil
	}
	fm, err := newForm(f)
	if err == nil {
		m.forms[f] = fm
	}
	return fm, err
}

// uses returns the identifiers of a file that refer to something, in source order.
func (m *memo) uses(f *File) []use {
	if list, ok := m.used[f]; ok || f.Info == nil {
		return list
	}
	var list []use
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := f.Info.Uses[id]; obj != nil {
				list = append(list, use{id, obj})
			}
		}
		return true
	})
	sort.Slice(list, func(i, j int) bool { return list[i].id.Pos() < list[j].id.Pos() })
	m.used[f] = list
	return list
}
