// Package events has the types of github.com/aws/aws-lambda-go/events that cases use.
package events

type APIGatewayProxyRequest struct {
	PathParameters map[string]string
	RequestContext APIGatewayProxyRequestContext
}

type APIGatewayProxyRequestContext struct{ Authorizer map[string]interface{} }

type APIGatewayProxyResponse struct{ StatusCode int }

type SQSEvent struct{ Records []SQSMessage }

type SQSMessage struct{ Body string }

type CloudWatchEvent struct{ Source string }

type CognitoEventUserPoolsPostConfirmation struct{ UserName string }

type APIGatewayCustomAuthorizerRequest struct{ AuthorizationToken string }
