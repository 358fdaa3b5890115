// Command gocron2 runs jobs of go-co-op/gocron, version 2.
package main

import (
	"context"
	"log"
	"time"

	"github.com/go-co-op/gocron/v2"

	"example.com/schedulers/loop"
)

func main() {
	s, err := gocron.NewScheduler()
	if err != nil {
		log.Fatal(err)
	}
	s.NewJob(gocron.DurationJob(time.Hour), gocron.NewTask(hourly, "pilot"))
	s.NewJob(gocron.CronJob("0 3 * * *", false), gocron.NewTask(func(ctx context.Context) {
		loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	}))
	s.Start()
	select {}
}

func hourly(id string) {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
}
