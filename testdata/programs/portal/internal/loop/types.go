package loop

import "time"

// Biomarker is one measured value.
type Biomarker struct {
	Key      string    `json:"key"`
	Value    float64   `json:"value"`
	Unit     string    `json:"unit"`
	Measured time.Time `json:"measured_at"`
	Flag     string    `json:"flag,omitempty"` // "high", "low" or empty
}

// BiomarkerList is a page of biomarkers, newest first.
type BiomarkerList struct {
	Items []Biomarker `json:"items"`
}

// CheckIn is a weekly check-in.
type CheckIn struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Score int       `json:"score"`
	Notes string    `json:"notes"`
}

// CheckInList is a page of check-ins.
type CheckInList struct {
	Items []CheckIn `json:"items"`
}

// Message is one item of a member's inbox.
type Message struct {
	ID      string    `json:"id"`
	Subject string    `json:"subject"`
	Sent    time.Time `json:"sent_at"`
	Read    bool      `json:"read"`
}

// MessageList is a page of messages.
type MessageList struct {
	Items  []Message `json:"items"`
	Unread int       `json:"unread"`
}

// Enrollment is a protocol that a member has started.
type Enrollment struct {
	ID         string `json:"id"`
	ProtocolID string `json:"protocol_id"`
	Status     string `json:"status"`
}

// Affiliate is a member who recommends us to others.
type Affiliate struct {
	ID     string `json:"id"`
	Code   string `json:"code"`
	Earned int    `json:"earned_cents"`
}
