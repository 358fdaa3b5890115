// Command ambiguous takes an event of its own: nobody knows who sends it.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

type order struct{ User string }

func main() { lambda.Start(handle) }

func handle(ctx context.Context, o order) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + o.User)
	return err
}
