// Command works has workers of gocraft/work.
package main

import (
	"context"

	"github.com/gocraft/work"
	"github.com/gomodule/redigo/redis"

	"example.com/tasks/loop"
)

type env struct{}

func main() {
	pool := work.NewWorkerPool(env{}, 4, "labs", &redis.Pool{})
	pool.Job("fetch", (*env).fetch)
	pool.PeriodicallyEnqueue("0 0 * * * *", "fetch")
	pool.Start()
	select {}
}

func (e *env) fetch(job *work.Job) error {
	_, err := loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + job.ArgString("user"))
	return err
}
