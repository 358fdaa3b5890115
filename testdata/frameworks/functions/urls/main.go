// Command urls is behind an HTTP API with a JWT authorizer.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/functions/loop"
)

type handler struct{}

func main() { lambda.StartWithOptions(handler{}.serve, lambda.WithContext(context.Background())) }

func (handler) serve(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	id := e.RequestContext.Authorizer.JWT.Claims["sub"]
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + e.QueryStringParameters["user"])
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}
