// Package care puts together what members and their coaches look at.
package care

import (
	"context"
	"fmt"

	"example.com/clinic/split/records"
)

// A Summary is what is worth knowing.
type Summary struct {
	Values int
	Trend  string
}

// A Service sums values up.
type Service struct{ store *records.Store }

// NewService returns a service.
func NewService(s *records.Store) *Service { return &Service{store: s} }

// Summary sums a member's values up.
//
// It is not cached.
func (s *Service) Summary(ctx context.Context, member string) (Summary, error) {
	list, err := s.store.Latest(ctx, member)
	if err != nil {
		return Summary{}, fmt.Errorf("sum up: %w", err)
	}
	return Summary{Values: len(list), Trend: trend(list)}, nil
}

func trend(list []records.Value) string {
	if len(list) < 2 || list[0].Value == list[1].Value {
		return "steady"
	}
	return "moving"
}
