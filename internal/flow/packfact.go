package flow

import (
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"io"
	"slices"

	"github.com/shamaton/msgpack/v2"
)

// A Fact is what is known of one function, to be packed with others.
type Fact struct {
	Name     string
	Requests int    // how many it puts on the wire
	Wire     []byte // packed
}

func (f Fact) String() string {
	if f.Requests > 0 {
		return fmt.Sprintf("%s sends %d", f.Name, f.Requests)
	}
	return f.Name + " returns"
}

// Compare compares its name with another.
func (f Fact) Compare(name string) int { return cmp.Compare(f.Name, name) }

// maxFacts bounds the bytes of facts that are packed together.
const maxFacts = 4 << 20

// A Packer makes bytes of facts. It keeps the compressor, which takes longer to
// make than to use.
type Packer struct {
	buf   bytes.Buffer
	flate *flate.Writer
}

// Pack returns facts as bytes, by name; if they are too big, the first ones. The methods
// of a type have most of theirs in common, so they are compressed.
func (p *Packer) Pack(known []Fact) ([]byte, error) {
	slices.SortFunc(known, func(a, b Fact) int { return cmp.Compare(a.Name, b.Name) })
	size := 0
	for i, k := range known {
		if size += len(k.Wire); size > maxFacts {
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

// UnpackFacts returns the facts that Pack made bytes of, by name.
func UnpackFacts(packed []byte) ([]Fact, error) {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("read a fact: %w", err)
	}
	var known []Fact
	if err := msgpack.UnmarshalAsArray(data, &known); err != nil {
		return nil, fmt.Errorf("read a fact: %w", err)
	}
	return known, nil
}
