// Command sqs takes messages off a queue.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

func main() {
	lambda.Start(func(ctx context.Context, e events.SQSEvent) error {
		for _, m := range e.Records {
			loop.Client(ctx).Get(loop.Labs + "?user_id=" + m.Body)
		}
		return nil
	})
}
