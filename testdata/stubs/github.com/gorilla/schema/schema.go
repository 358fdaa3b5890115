// Package schema has the signatures of github.com/gorilla/schema that cases use.
package schema

type Encoder struct{}

func NewEncoder() *Encoder { return nil }

func (*Encoder) Encode(src any, dst map[string][]string) error { return nil }
func (*Encoder) SetAliasTag(tag string)                        {}
