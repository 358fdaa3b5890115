// Command hooks is called by Cognito while somebody signs in: nobody has consented yet.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

func main() { lambda.Start(confirmed) }

func confirmed(ctx context.Context, e events.CognitoEventUserPoolsPostConfirmation) (events.CognitoEventUserPoolsPostConfirmation, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + e.UserName)
	return e, err
}
