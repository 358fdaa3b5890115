package digest

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.com/portal/internal/loop"
	"example.com/portal/internal/roster"
)

type fakePlatform struct {
	asked []string
	fail  string
}

func (f *fakePlatform) Get(_ context.Context, service, path string, q url.Values, out any) error {
	id := q.Get("user_id")
	if id == f.fail {
		return errors.New("boom")
	}
	f.asked = append(f.asked, service+path+" "+id)
	out.(*loop.BiomarkerList).Items = []loop.Biomarker{{Key: "ldl", Flag: "high"}, {Key: "hdl"}}
	return nil
}

func (f *fakePlatform) Inbox(context.Context, string, string) (*loop.MessageList, error) {
	return &loop.MessageList{Unread: 2}, nil
}

type fakeRoster []roster.Member

func (f fakeRoster) Members(context.Context) ([]roster.Member, error) { return f, nil }

type outbox map[string]string

func (o outbox) Send(_ context.Context, userID, _, text string) error {
	o[userID] = text
	return nil
}

func TestRun(t *testing.T) {
	platform := &fakePlatform{fail: "user_2"}
	sent := outbox{}
	d := &Digest{
		Platform: platform,
		Roster: fakeRoster{
			{ID: "user_1", Digest: true},
			{ID: "user_2", Digest: true},
			{ID: "user_3", Digest: true},
			{ID: "user_4"},
		},
		Mailer: sent,
		Log:    slog.New(slog.DiscardHandler),
	}
	d.run()

	want := []string{"clinical/v1/biomarkers user_1", "clinical/v1/biomarkers user_3"}
	if !slices.Equal(platform.asked, want) {
		t.Errorf("asked %q, want %q", platform.asked, want)
	}
	if len(sent) != 2 {
		t.Errorf("sent %d mails, want 2", len(sent))
	}
	if !strings.Contains(sent["user_1"], "ldl is high") || strings.Contains(sent["user_1"], "hdl") {
		t.Errorf("mail reads %q", sent["user_1"])
	}
}
