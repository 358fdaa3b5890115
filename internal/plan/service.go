package plan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Service is a service.yaml and what becomes of it.
type Service struct {
	File string // slash path relative to the root
	Old  []byte
	New  []byte // equal to Old if nothing is to be done
	Edit string // what is done, or why nothing is; empty if the file says nothing about scopes
}

// errShape is the reason for leaving a service.yaml alone.
var errShape = errors.New("scopes has a shape that is not edited (want a list, or a map with m2m or required)")

// EditService takes the scopes in removable out of the list that a service.yaml
// declares. It works on the bytes between node positions, so that comments and
// layout survive. A list that would become empty stays as it is.
func EditService(name string, src []byte, removable map[string]bool) Service {
	s := Service{File: name, Old: src, New: src}
	lists, err := scopeLists(src)
	if err != nil {
		s.Edit = "left alone: " + err.Error()
		return s
	}
	var cuts []cut
	var gone, notes []string
	for _, list := range lists {
		var drop []*yaml.Node
		for _, item := range list.Content {
			if removable[item.Value] {
				drop = append(drop, item)
			}
		}
		if len(drop) > 0 && len(drop) == len(list.Content) {
			notes = append(notes, fmt.Sprintf("left alone: no call needs %s any more, the last of the list at line %d; take the list out by hand",
				strings.Join(values(drop), ", "), list.Line))
			continue
		}
		for _, item := range drop {
			cuts = append(cuts, cutOf(src, list, item, removable))
			gone = append(gone, item.Value)
		}
	}
	if len(gone) > 0 {
		slices.Sort(gone)
		notes = append([]string{"remove " + strings.Join(slices.Compact(gone), ", ")}, notes...)
	}
	s.New, s.Edit = applyCuts(src, cuts), strings.Join(notes, "; ")
	return s
}

// scopeLists returns the lists of machine scopes that a file declares.
func scopeLists(src []byte) ([]*yaml.Node, error) {
	var lists []*yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(src))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return lists, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		if len(doc.Content) == 0 {
			continue
		}
		scopes := field(doc.Content[0], "scopes")
		if scopes == nil {
			continue
		}
		found, err := listsIn(scopes)
		if err != nil {
			return nil, err
		}
		lists = append(lists, found...)
	}
}

// listsIn returns the list itself, or those under m2m and required.
func listsIn(scopes *yaml.Node) ([]*yaml.Node, error) {
	if scopes.Kind == yaml.SequenceNode {
		return []*yaml.Node{scopes}, plainItems(scopes)
	}
	var lists []*yaml.Node
	for _, key := range []string{"m2m", "required"} {
		list := field(scopes, key)
		if list == nil {
			continue
		}
		if list.Kind != yaml.SequenceNode {
			return nil, errShape
		}
		if err := plainItems(list); err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	if len(lists) == 0 {
		return nil, errShape
	}
	return lists, nil
}

// plainItems reports an error unless all items are scalars on one line.
func plainItems(list *yaml.Node) error {
	for _, item := range list.Content {
		if item.Kind != yaml.ScalarNode || item.Anchor != "" || strings.Contains(item.Value, "\n") ||
			item.Style&(yaml.LiteralStyle|yaml.FoldedStyle|yaml.TaggedStyle) != 0 {
			return errShape
		}
	}
	return nil
}

func field(m *yaml.Node, key string) *yaml.Node {
	if m.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
}

func values(nodes []*yaml.Node) []string {
	var list []string
	for _, n := range nodes {
		list = append(list, n.Value)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// A cut is a range of bytes to take out.
type cut struct{ from, to int }

// cutOf returns the range of an item: its line in a block list, the item with
// one comma in a flow list.
func cutOf(src []byte, list, item *yaml.Node, removable map[string]bool) cut {
	start := offset(src, item.Line, item.Column)
	if list.Style&yaml.FlowStyle == 0 {
		from := bytes.LastIndexByte(src[:start], '\n') + 1
		if n := bytes.IndexByte(src[start:], '\n'); n >= 0 {
			return cut{from, start + n + 1}
		}
		return cut{from, len(src)}
	}
	end := start + itemLen(src[start:], item)
	behind := list.Content[slices.Index(list.Content, item)+1:]
	if !slices.ContainsFunc(behind, func(n *yaml.Node) bool { return !removable[n.Value] }) {
		// Nothing stays behind it: it goes with the comma before it.
		return cut{bytes.LastIndexByte(src[:start], ','), end}
	}
	end += bytes.IndexByte(src[end:], ',') + 1
	return cut{start, end + len(src[end:]) - len(bytes.TrimLeft(src[end:], " \t"))}
}

// itemLen returns how many bytes spell a flow item.
func itemLen(src []byte, item *yaml.Node) int {
	if item.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		if i := bytes.IndexByte(src[1:], src[0]); i >= 0 {
			return i + 2 // scopes hold no quotes
		}
	}
	return len(item.Value)
}

// offset returns where a line and column begin. Columns count characters.
func offset(src []byte, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		at += bytes.IndexByte(src[at:], '\n') + 1
	}
	text := string(src[at:])
	for i := range text {
		if column--; column == 0 {
			return at + i
		}
	}
	return at
}

// applyCuts takes ranges out.
func applyCuts(src []byte, cuts []cut) []byte {
	if len(cuts) == 0 {
		return src
	}
	slices.SortFunc(cuts, func(a, b cut) int { return a.from - b.from })
	var out []byte
	last := 0
	for _, c := range cuts {
		out = append(out, src[last:c.from]...)
		last = c.to
	}
	return append(out, src[last:]...)
}
