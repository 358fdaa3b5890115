package scopemap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Parse reads one table. It checks spelling and types; [Load] checks what the
// table says. The name stands in errors.
func Parse(name string, data []byte) (*File, error) {
	d := &decoder{file: &File{Name: name, text: map[*string]Pos{}}, fields: map[reflect.Type][]field{}}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return d.file, nil // an empty table adds nothing
	case err != nil:
		return nil, syntaxError(name, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		d.addf(Pos{File: name}, "a table is one YAML document; remove the second")
	}
	d.value(doc.Content[0], reflect.ValueOf(d.file).Elem(), "table")
	return d.file, d.err()
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// syntaxError turns an error of the YAML parser into ours. The parser knows
// lines only.
func syntaxError(name string, err error) error {
	at := Pos{File: name}
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if m := yamlLine.FindStringSubmatch(msg); m != nil {
		msg = msg[len(m[0]):]
		if n, e := strconv.Atoi(m[1]); e == nil {
			at.Line, at.Col = n, 1
		}
	}
	return Errors{{at, msg}}
}

// decoder fills the format's types from YAML nodes and remembers positions.
type decoder struct {
	faults
	file   *File
	fields map[reflect.Type][]field // of the types that were met
}

func (d *decoder) pos(n *yaml.Node) Pos { return Pos{d.file.Name, n.Line, n.Column} }

// value decodes n into v. The name of the thing stands in errors.
func (d *decoder) value(n *yaml.Node, v reflect.Value, name string) {
	if n.Kind == yaml.AliasNode {
		d.addf(d.pos(n), "aliases are not read; write %s out", name)
		return
	}
	if w, ok := v.Addr().Interface().(word); ok {
		d.word(n, w)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), name)
	case reflect.Struct:
		d.structure(n, v, name)
	case reflect.Slice:
		d.slice(n, v, name)
	default:
		d.scalar(n, v, name)
	}
}

func (d *decoder) word(n *yaml.Node, w word) {
	for i, s := range w.words() {
		if n.Kind == yaml.ScalarNode && n.Value == s {
			w.setWord(i)
			return
		}
	}
	d.addf(d.pos(n), "unknown %s %q%s (known: %s)", w.wordKind(), n.Value, didYouMean(n.Value, w.words()), strings.Join(w.words(), ", "))
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, name string) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		d.addf(d.pos(n), "%s is %s; %s is needed", name, describe(n), typeName(v.Kind()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Value)
		d.file.text[v.Addr().Interface().(*string)] = d.pos(n)
	case reflect.Bool:
		b, err := strconv.ParseBool(n.Value)
		if err != nil || n.Tag != "!!bool" {
			d.addf(d.pos(n), "%s is %q; true or false is needed", name, n.Value)
		}
		v.SetBool(b)
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil || n.Tag != "!!int" {
			d.addf(d.pos(n), "%s is %q; a number is needed", name, n.Value)
		}
		v.SetInt(int64(i))
	default:
		panic("scopemap: no decoder for " + v.Type().String())
	}
}

// slice decodes a sequence, a single value in place of one, or a mapping whose
// keys name the elements.
func (d *decoder) slice(n *yaml.Node, v reflect.Value, name string) {
	elem := v.Type().Elem()
	base := elem
	if base.Kind() == reflect.Pointer {
		base = base.Elem()
	}
	key, keyed := keyField(base)
	switch {
	case keyed && n.Kind == yaml.MappingNode:
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content)/2, len(n.Content)/2))
		seen := map[string]bool{}
		for i := range v.Len() {
			k, val := n.Content[2*i], n.Content[2*i+1]
			if seen[k.Value] {
				d.addf(d.pos(k), "%q stands in %s twice", k.Value, name)
			}
			seen[k.Value] = true
			d.keyed(k, val, v.Index(i), key)
		}
	case !keyed && n.Kind == yaml.SequenceNode:
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, c := range n.Content {
			d.value(c, v.Index(i), singular(name))
		}
	case elem.Kind() == reflect.String && n.Kind == yaml.ScalarNode && n.Tag != "!!null":
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		d.value(n, v.Index(0), name)
	case keyed:
		d.addf(d.pos(n), "%s is %s; a mapping is needed", name, describe(n))
	default:
		d.addf(d.pos(n), "%s is %s; a list is needed", name, describe(n))
	}
}

// keyed decodes one entry of a mapping whose key is a field of the element.
func (d *decoder) keyed(k, val *yaml.Node, v reflect.Value, key int) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if val.Tag == "!!null" {
		val = &yaml.Node{Kind: yaml.MappingNode, Line: k.Line, Column: k.Column}
	}
	d.value(val, v, strconv.Quote(k.Value))
	d.scalar(k, v.Field(key), "key")
	v.FieldByName("Pos").Set(reflect.ValueOf(d.pos(k)))
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value, name string) {
	if pos := v.FieldByName("Pos"); pos.IsValid() {
		pos.Set(reflect.ValueOf(d.pos(n)))
	}
	if n.Kind != yaml.MappingNode {
		d.addf(d.pos(n), "%s is %s; a mapping is needed", name, describe(n))
		return
	}
	fields, met := d.fields[v.Type()]
	if !met {
		fields = fieldsOf(v.Type())
		d.fields[v.Type()] = fields
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, val := n.Content[i], n.Content[i+1]
		index := -1
		for j, f := range fields {
			if f.name == k.Value {
				index = j
			}
		}
		switch {
		case index < 0:
			d.addf(d.pos(k), "unknown key %q in %s%s", k.Value, name, didYouMean(k.Value, names(fields)))
		case seen[k.Value]:
			d.addf(d.pos(k), "key %q stands in %s twice", k.Value, name)
		default:
			d.value(val, v.FieldByIndex(fields[index].index), k.Value)
		}
		seen[k.Value] = true
	}
}

// A field is a key of a mapping and the struct field behind it.
type field struct {
	name  string
	index []int
}

// fieldsOf returns the keys of a struct type; embedded structs lend theirs.
func fieldsOf(t reflect.Type) []field {
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		tag := f.Tag.Get("yaml")
		if tag == "" || tag == "-" || strings.HasPrefix(tag, ",") {
			continue
		}
		fields = append(fields, field{tag, f.Index})
	}
	return fields
}

func names(fields []field) []string {
	var list []string
	for _, f := range fields {
		list = append(list, f.name)
	}
	return list
}

// keyField returns the field of a struct type that holds its key in a mapping.
func keyField(t reflect.Type) (int, bool) {
	if t.Kind() != reflect.Struct {
		return 0, false
	}
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == ",key" {
			return i, true
		}
	}
	return 0, false
}

func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "empty"
	}
	return fmt.Sprintf("the text %q", n.Value)
}

func typeName(k reflect.Kind) string {
	switch k {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a number"
	}
	return "a text"
}

// singular names an element of a list: "row" for "rows".
func singular(name string) string {
	if strings.HasSuffix(name, "ies") { // implies
		return "entry of " + name
	}
	return strings.TrimSuffix(name, "s")
}
