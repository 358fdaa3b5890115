package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/clinic/split/care"
)

// fakeCare knows one answer.
type fakeCare struct{ asked []string }

func (f *fakeCare) Summary(_ context.Context, member string) (care.Summary, error) {
	f.asked = append(f.asked, member)
	return care.Summary{Values: 2}, nil
}

func TestLabs(t *testing.T) {
	f := &fakeCare{}
	w := httptest.NewRecorder()
	(&pages{care: f}).labs(w, httptest.NewRequest("GET", "/labs", nil))
	if w.Code != http.StatusOK || len(f.asked) != 1 {
		t.Errorf("status %d, asked %v", w.Code, f.asked)
	}
}
