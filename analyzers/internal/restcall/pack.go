package restcall

import (
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"io"
	"slices"

	"github.com/shamaton/msgpack/v2"
)

// A summary is what a fact says of one function.
type summary struct {
	Name     string
	Requests int    // how many it puts on the wire
	Wire     []byte // a packed flow.Wire
}

func (s summary) String() string {
	if s.Requests > 0 {
		return fmt.Sprintf("%s sends %d", s.Name, s.Requests)
	}
	return s.Name + " returns"
}

func (s summary) compare(name string) int { return cmp.Compare(s.Name, name) }

// A packer makes facts of summaries. It keeps the compressor, which takes longer to
// make than to use.
type packer struct {
	buf   bytes.Buffer
	flate *flate.Writer
}

// pack returns summaries as bytes, by name. The methods of a type have most of theirs
// in common, so they are compressed.
func (p *packer) pack(known []summary) ([]byte, error) {
	slices.SortFunc(known, func(a, b summary) int { return cmp.Compare(a.Name, b.Name) })
	size := 0
	for i, k := range known {
		if size += len(k.Wire); size > maxMethods {
			known = known[:i] // callers see opaque functions
			break
		}
	}
	data, err := msgpack.MarshalAsArray(known)
	if err != nil {
		return nil, fmt.Errorf("pack a fact: %w", err)
	}
	p.buf.Reset()
	if p.flate == nil {
		p.flate, err = flate.NewWriter(&p.buf, flate.DefaultCompression)
	} else {
		p.flate.Reset(&p.buf)
	}
	if err == nil {
		_, err = p.flate.Write(data)
	}
	if err == nil {
		err = p.flate.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("compress a fact: %w", err)
	}
	return bytes.Clone(p.buf.Bytes()), nil
}

// unpack returns the summaries that pack made bytes of, by name.
func unpack(packed []byte) ([]summary, error) {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("read a fact: %w", err)
	}
	var known []summary
	if err := msgpack.UnmarshalAsArray(data, &known); err != nil {
		return nil, fmt.Errorf("read a fact: %w", err)
	}
	return known, nil
}
