package flow

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

// TestPack holds that facts come back by name, that the same ones give the same
// bytes whatever their order, and that bytes of another program are an error.
func TestPack(t *testing.T) {
	var known []Fact
	for i := range 50 {
		known = append(known, Fact{Name: fmt.Sprintf("M%02d", i), Requests: i % 3, Wire: bytes.Repeat([]byte("net/http.Header"), 20)})
	}
	var p Packer
	packed, err := p.Pack(slices.Clone(known))
	if err != nil {
		t.Fatal(err)
	}
	if raw := 50 * len(known[0].Wire); len(packed) > raw/20 {
		t.Errorf("%d bytes of %d that repeat", len(packed), raw)
	}
	turned := slices.Clone(known)
	slices.Reverse(turned)
	again, err := p.Pack(turned)
	if err != nil || !bytes.Equal(packed, again) {
		t.Errorf("another order gives other bytes (%v)", err)
	}
	got, err := UnpackFacts(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(got, known, func(a, b Fact) bool {
		return a.Name == b.Name && a.Requests == b.Requests && bytes.Equal(a.Wire, b.Wire)
	}) {
		t.Errorf("what was read is not what was written: %v", got)
	}
	if _, err := UnpackFacts(packed[:len(packed)/2]); err == nil {
		t.Error("half a fact is read without an error")
	}
	if s := fmt.Sprint(got[4:7]); s != "[M04 sends 1 M05 sends 2 M06 returns]" {
		t.Errorf("a fact calls itself %q", s)
	}
}

// TestPackIsBounded holds that no type has a fact of any size.
func TestPackIsBounded(t *testing.T) {
	const each = 24 << 10
	var known []Fact
	for i := range 2 * maxFacts / each {
		known = append(known, Fact{Name: fmt.Sprintf("M%04d", i), Wire: make([]byte, each)})
	}
	packed, err := new(Packer).Pack(known)
	if err != nil {
		t.Fatal(err)
	}
	got, err := UnpackFacts(packed)
	if err != nil {
		t.Fatal(err)
	}
	if want := maxFacts / each; len(got) != want || got[0].Name != "M0000" {
		t.Errorf("%d facts, want the first %d", len(got), want)
	}
}
