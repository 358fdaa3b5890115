// Package audit writes down who looks at which record.
package audit

import (
	"context"

	"example.com/clinic/split/records"
)

type source struct {
	records.Source
	printf func(format string, args ...any)
}

// Wrap returns a source that writes down what it is asked.
func Wrap(next records.Source, printf func(format string, args ...any)) records.Source {
	return &source{Source: next, printf: printf}
}

func (s *source) Biomarkers(ctx context.Context, member string) ([]records.Value, error) {
	list, err := s.Source.Biomarkers(ctx, member)
	s.printf("audit: %s: %d values, error %v", member, len(list), err)
	return list, err
}
