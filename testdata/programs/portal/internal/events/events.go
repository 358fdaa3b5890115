// Package events is the portal's side of the clinic's message queue.
package events

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/portal/internal/loop"
	"example.com/portal/internal/paths"
)

// Subjects. Samples come from the laboratory, reports are our own.
const (
	subjectSamples = "clinic.samples.received"
	subjectReports = "portal.reports.requested"
)

// Platform is what the worker needs of the Loop client.
type Platform interface {
	Get(ctx context.Context, service, path string, q url.Values, out any) error
}

// Mailer sends the results.
type Mailer interface {
	Send(ctx context.Context, userID, subject, text string) error
}

// Bus is a connection to the queue.
type Bus struct {
	conn *nats.Conn
}

// Connect dials the queue.
func Connect(addr string) (*Bus, error) {
	conn, err := nats.Connect(addr, nats.Name("portal"), nats.MaxReconnects(-1))
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return &Bus{conn}, nil
}

type reportRequest struct {
	UserID string `json:"user_id"`
	Email  string `json:"email"`
}

// RequestReport asks the worker for a member's lab report.
func (b *Bus) RequestReport(userID, email string) error {
	data, err := json.Marshal(reportRequest{userID, email})
	if err != nil {
		return err
	}
	return b.conn.Publish(subjectReports, data)
}

// Worker does what takes too long for a request.
type Worker struct {
	Platform Platform
	Mailer   Mailer
	Log      *slog.Logger
}

// Subscribe starts the worker on a bus. Workers on several machines share the load.
func (w *Worker) Subscribe(b *Bus) error {
	if _, err := b.conn.QueueSubscribe(subjectReports, "portal", w.report); err != nil {
		return err
	}
	_, err := b.conn.QueueSubscribe(subjectSamples, "portal", func(m *nats.Msg) { w.sample(m.Data) })
	return err
}

// report writes the report that a member has asked for.
func (w *Worker) report(msg *nats.Msg) {
	var job reportRequest
	if err := json.Unmarshal(msg.Data, &job); err != nil {
		w.Log.Error("report: bad job", "err", err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()

	var list loop.BiomarkerList
	err := w.Platform.Get(ctx, "clinical", paths.Biomarkers, url.Values{"user_id": {job.UserID}, "period": {"all"}}, &list)
	if err != nil {
		w.Log.Error("report", "user_id", job.UserID, "err", err)
		return
	}
	text := fmt.Sprintf("Your report: %d lab values.\n", len(list.Items))
	if err := w.Mailer.Send(ctx, job.UserID, "Your lab report", text); err != nil {
		w.Log.Error("report: not sent", "user_id", job.UserID, "err", err)
	}
}

// sample tells a member that the laboratory has their sample, unless they have
// checked in since and seen it there.
func (w *Worker) sample(data []byte) {
	var evt struct {
		Patient string    `json:"patient"`
		Taken   time.Time `json:"taken_at"`
	}
	if err := json.Unmarshal(data, &evt); err != nil {
		w.Log.Error("sample: bad event", "err", err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	var list loop.CheckInList
	q := url.Values{}
	q.Set("user_id", evt.Patient)
	q.Set("from", evt.Taken.Format(time.DateOnly))
	if err := w.Platform.Get(ctx, "clinical", paths.CheckIns, q, &list); err != nil {
		w.Log.Error("sample", "user_id", evt.Patient, "err", err)
		return
	}
	if len(list.Items) > 0 {
		return
	}
	if err := w.Mailer.Send(ctx, evt.Patient, "We have your sample", "Results take two days.\n"); err != nil {
		w.Log.Error("sample: not sent", "user_id", evt.Patient, "err", err)
	}
}
