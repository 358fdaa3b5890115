// Command gocron1 runs jobs of go-co-op/gocron, version 1.
package main

import (
	"context"
	"time"

	"github.com/go-co-op/gocron"

	"example.com/schedulers/loop"
)

func main() {
	s := gocron.NewScheduler(time.UTC)
	s.Every(1).Day().At("10:30").Do(nightly, "pilot")
	s.Cron("0 * * * *").DoWithJobDetails(hourly)
	s.StartBlocking()
}

func nightly(id string) {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
}

func hourly(job gocron.Job) {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=pilot")
}
