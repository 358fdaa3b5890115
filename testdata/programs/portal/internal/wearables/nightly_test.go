package wearables

import (
	"testing"

	"example.com/portal/internal/loop"
)

func TestReadiness(t *testing.T) {
	tests := []struct{ flagged, want int }{{0, 100}, {3, 70}, {12, 0}}
	for _, tt := range tests {
		items := []loop.Biomarker{{Key: "hdl"}}
		for range tt.flagged {
			items = append(items, loop.Biomarker{Key: "ldl", Flag: "high"})
		}
		if got := readiness(items); got != tt.want {
			t.Errorf("%d values out of range: got %d, want %d", tt.flagged, got, tt.want)
		}
	}
}
