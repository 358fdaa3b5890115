// Package digest mails members what happened in their week.
package digest

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"example.com/portal/internal/loop"
	"example.com/portal/internal/paths"
	"example.com/portal/internal/roster"
)

// Platform is what the digest needs of the Loop client.
type Platform interface {
	Get(ctx context.Context, service, path string, q url.Values, out any) error
	Inbox(ctx context.Context, personID, brand string) (*loop.MessageList, error)
}

// Roster lists the members.
type Roster interface {
	Members(ctx context.Context) ([]roster.Member, error)
}

// Mailer sends the result.
type Mailer interface {
	Send(ctx context.Context, userID, subject, text string) error
}

// Digest writes the weekly mail.
type Digest struct {
	Platform Platform
	Roster   Roster
	Mailer   Mailer
	Brand    string
	Log      *slog.Logger
}

// Start schedules the digest for Monday mornings, before the clinic opens.
func (d *Digest) Start(c *cron.Cron) error {
	_, err := c.AddFunc("0 6 * * 1", d.run)
	return err
}

func (d *Digest) run() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()

	members, err := d.Roster.Members(ctx)
	if err != nil {
		d.Log.Error("digest: no roster", "err", err)
		return
	}
	for _, m := range members {
		if !m.Digest {
			continue
		}
		text, err := d.compose(ctx, m.ID)
		if err != nil {
			// One member's trouble must not cost the others their mail.
			d.Log.Warn("digest: skipped", "user_id", m.ID, "err", err)
			continue
		}
		if err := d.Mailer.Send(ctx, m.ID, "Your week at Harbor", text); err != nil {
			d.Log.Warn("digest: not sent", "user_id", m.ID, "err", err)
		}
	}
}

func (d *Digest) compose(ctx context.Context, memberID string) (string, error) {
	var markers loop.BiomarkerList
	q := url.Values{"user_id": {memberID}, "since": {"P7D"}}
	if err := d.Platform.Get(ctx, "clinical", paths.Biomarkers, q, &markers); err != nil {
		return "", fmt.Errorf("biomarkers: %w", err)
	}

	box, err := d.Platform.Inbox(ctx, memberID, d.Brand)
	if err != nil {
		return "", fmt.Errorf("inbox: %w", err)
	}

	var b strings.Builder
	fmt.Fprintf(&b, "%d new lab values, %d unread messages.\n", len(markers.Items), box.Unread)
	for _, m := range markers.Items {
		if m.Flag != "" {
			fmt.Fprintf(&b, "- %s is %s\n", m.Key, m.Flag)
		}
	}
	return b.String(), nil
}
