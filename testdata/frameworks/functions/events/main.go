// Command events looks at the table of users as it changes.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

func main() { lambda.Start(changed) }

func changed(ctx context.Context, e events.DynamoDBEvent) error {
	for _, rec := range e.Records {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + rec.Change.Keys["id"].String())
	}
	return nil
}
