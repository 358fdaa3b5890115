package flow

import (
	"fmt"

	"github.com/shamaton/msgpack/v2"
)

// Pack returns a wire as bytes. They hold no names of fields: a fact is read by the
// program that wrote it, since the go command throws facts of another away. gob would
// describe the types in every fact, which is more than most of them say.
func (w *Wire) Pack() ([]byte, error) {
	data, err := msgpack.MarshalAsArray(w)
	if err != nil {
		return nil, fmt.Errorf("pack a fact: %w", err)
	}
	return data, nil
}

// Unpack returns the wire that Pack made bytes of.
func Unpack(data []byte) (*Wire, error) {
	w := new(Wire)
	if err := msgpack.UnmarshalAsArray(data, w); err != nil {
		return nil, fmt.Errorf("read a fact: %w", err)
	}
	return w, nil
}
