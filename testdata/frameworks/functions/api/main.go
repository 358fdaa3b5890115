// Command api is behind an API gateway, with an authorizer in front.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

func main() { lambda.Start(handle) }

func handle(ctx context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	if e.Path == "/labs" {
		id, _ := e.RequestContext.Authorizer["sub"].(string)
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	} else {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + e.PathParameters["user"])
	}
	return events.APIGatewayProxyResponse{StatusCode: 204}, nil
}
