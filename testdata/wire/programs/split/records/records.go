// Package records reads the records of members.
package records

import "context"

// A Value is one lab value.
type Value struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// A Source knows records.
type Source interface {
	// Biomarkers returns a member's lab values.
	Biomarkers(ctx context.Context, member string) ([]Value, error)
	Ping(ctx context.Context) error
}

// A Store reads from a source.
type Store struct{ src Source }

// NewStore returns a store.
func NewStore(src Source) *Store { return &Store{src: src} }

// Latest returns a member's newest values.
func (s *Store) Latest(ctx context.Context, member string) ([]Value, error) {
	list, err := s.src.Biomarkers(ctx, member)
	if len(list) > 10 {
		list = list[:10]
	}
	return list, err
}
