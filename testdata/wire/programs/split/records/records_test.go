package records_test

import (
	"context"
	"testing"

	"example.com/clinic/split/records"
)

type twelve struct{ records.Source }

func (twelve) Biomarkers(context.Context, string) ([]records.Value, error) {
	return make([]records.Value, 12), nil
}

func TestLatest(t *testing.T) {
	list, err := records.NewStore(twelve{}).Latest(context.Background(), "user_01HXYADA")
	if err != nil || len(list) != 10 {
		t.Errorf("%d values, error %v", len(list), err)
	}
}
