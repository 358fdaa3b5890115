// Package jobs runs at night.
package jobs

import (
	"context"
	"log"
	"time"

	"example.com/clinic/split/care"
	"example.com/clinic/split/roster"
)

// A Digest looks at every member.
type Digest struct {
	care    *care.Service
	members roster.Roster
}

// NewDigest returns a digest.
func NewDigest(s *care.Service, m roster.Roster) *Digest { return &Digest{care: s, members: m} }

// Run runs on Mondays.
func (d *Digest) Run() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, m := range d.members {
		sum, err := d.care.Summary(ctx, m)
		log.Print("digest: ", m, " ", sum.Trend, " ", err)
	}
}
