package events

import (
	"context"
	"log/slog"
	"net/url"
	"testing"

	"github.com/nats-io/nats.go"

	"example.com/portal/internal/loop"
)

type fakePlatform struct{ checkIns int }

func (f fakePlatform) Get(_ context.Context, _, _ string, _ url.Values, out any) error {
	if list, ok := out.(*loop.CheckInList); ok {
		list.Items = make([]loop.CheckIn, f.checkIns)
	}
	return nil
}

type outbox map[string]string

func (o outbox) Send(_ context.Context, userID, subject, _ string) error {
	o[userID] = subject
	return nil
}

func TestSample(t *testing.T) {
	for checkIns, mails := range []int{1, 0} {
		sent := outbox{}
		w := &Worker{Platform: fakePlatform{checkIns}, Mailer: sent, Log: slog.New(slog.DiscardHandler)}
		w.sample([]byte(`{"patient": "user_1", "taken_at": "2026-02-03T08:00:00Z"}`))
		if len(sent) != mails {
			t.Errorf("after %d check-ins: sent %v", checkIns, sent)
		}
	}
}

func TestReport(t *testing.T) {
	sent := outbox{}
	w := &Worker{Platform: fakePlatform{}, Mailer: sent, Log: slog.New(slog.DiscardHandler)}
	w.report(&nats.Msg{Data: []byte(`{"user_id": "user_1"}`)})
	w.report(&nats.Msg{Data: []byte(`not json`)})
	if len(sent) != 1 || sent["user_1"] != "Your lab report" {
		t.Errorf("sent %v", sent)
	}
}
