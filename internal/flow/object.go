package flow

import (
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// An Object is the state of a struct, map, slice or library value.
type Object struct {
	Kind  string // full type name: "net/http.Request"; "map", "slice"
	Base  *Value // what it stood for before it was looked at; nil if made here
	Field map[string]*Value
	Order []string // names of Field in the order they were first set
	Log   []Entry  // what was put into it, in order: map entries, elements, writes
	Copy  bool     // a copy of another object, changed for one use
	Type  types.Type
	Site  rest.Span

	dirty bool    // it was changed since it was made or read
	up    *Object // what it was read from

	lentTo *Value          // the option it was handed to
	since  map[string]bool // fields that were set after that
}

// An Entry is one thing put into an object.
type Entry struct {
	Op   string // "set", "add", "del", "elem", "write"
	Key  *Value
	Val  *Value
	Src  rest.Span
	Form rest.ParamForm
	Cond *Cond
}

// NewObject returns a fresh object as a value.
func NewObject(kind string, t types.Type, site rest.Span) *Value {
	o := &Object{Kind: kind, Type: t, Site: site}
	return &Value{Op: Obj, Obj: o, Type: t, Src: site}
}

// Get returns field name, or nil if it was never set.
func (o *Object) Get(name string) *Value { return o.Field[name] }

// Set sets field name.
func (o *Object) Set(name string, v *Value) {
	o.hold(name, v)
	o.mark()
	if o.lentTo != nil {
		o.since[name] = true
	}
}

// cache keeps what reading field name gave, so that it is changed in place
// later. The object does not count as changed by that.
func (o *Object) cache(name string, v *Value) {
	o.hold(name, v)
	v.Obj.up = o
}

func (o *Object) hold(name string, v *Value) {
	if o.Field == nil {
		o.Field = map[string]*Value{}
	}
	if _, ok := o.Field[name]; !ok {
		o.Order = append(o.Order, name)
	}
	o.Field[name] = v
}

// Put appends an entry.
func (o *Object) Put(e Entry) {
	o.Log = append(o.Log, e)
	o.mark()
}

// mark notes that an object was changed, and so is every object that it was
// read from.
func (o *Object) mark() {
	for ; o != nil && !o.dirty; o = o.up {
		o.dirty = true
	}
}

// touched reports whether anything was put into an object that stands for a
// parameter.
func (o *Object) touched() bool { return o.dirty }

// shallow returns a copy of o that can be changed on its own.
func (o *Object) shallow() *Object {
	c := &Object{Kind: o.Kind, Base: o.Base, Copy: true, Type: o.Type, Site: o.Site}
	for _, name := range o.Order {
		if f := o.Field[name]; f.Op != Obj || f.Obj.up != o || f.Obj.dirty {
			c.hold(name, f)
		}
	}
	c.dirty = o.dirty
	c.Log = append([]Entry(nil), o.Log...)
	return c
}

// anywhere returns what a map was given under keys that are not known: it may stand
// under any of them.
func (o *Object) anywhere() []*Value {
	var out []*Value
	for _, e := range o.Log {
		if _, ok := e.Key.ConstText(); !ok && e.Op == "set" && o.Kind == "map" {
			out = append(out, e.Val)
		}
	}
	return out
}

// Lookup returns what a map-like object holds under a constant key.
func (o *Object) Lookup(key string) (*Value, bool) {
	var found *Value
	for _, e := range o.Log {
		k, ok := e.Key.ConstText()
		if !ok || k != key {
			continue
		}
		switch e.Op {
		case "set":
			if e.Cond != nil {
				found = join(found, e.Val)
			} else {
				found = e.Val
			}
		case "add":
			found = join(found, e.Val)
		case "del":
			found = nil
		}
	}
	return found, found != nil
}
