// Command schedule is started by a rule.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

func main() { lambda.Start(nightly) }

func nightly(ctx context.Context, e events.CloudWatchEvent) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	return err
}
