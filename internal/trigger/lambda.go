package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	lambdaPath   = "github.com/aws/aws-lambda-go/lambda."
	lambdaEvents = "github.com/aws/aws-lambda-go/events."
)

// Lambda is AWS Lambda: one function takes any event, and the type of its
// parameter says which. An authorizer in front of it says who the user is.
func Lambda() Trigger {
	t := Trigger{Name: "lambda"}
	for name, fn := range map[string]int{"Start": 0, "StartWithContext": 1, "StartHandler": 0, "StartHandlerFunc": 0,
		"StartWithOptions": 0, "StartHandlerWithContext": 1, "NewHandler": 0, "NewHandlerWithOptions": 0} {
		t.Regs = append(t.Regs, Reg{Func: lambdaPath + name, Pattern: None, Fn: fn, Methods: []string{"Invoke"}, ByInput: true})
	}
	for kind, names := range lambdaKinds {
		for _, name := range names {
			typ := lambdaEvents + name
			t.Inputs = append(t.Inputs, Input{Type: typ, Kind: kind})
			t.Shapes = append(t.Shapes, Shape{Params: []string{"context.Context", typ}, Kind: kind})
			subject := rest.Request
			if kind != rest.ByUser {
				subject = rest.Job
			}
			t.Payloads = append(t.Payloads, Payload{Type: typ, Subject: subject})
		}
	}
	for typ, names := range map[string][]string{
		"APIGatewayProxyRequestContext":          {"Authorizer"},
		"APIGatewayRequestIdentity":              {"CognitoIdentityID", "UserArn"},
		"APIGatewayV2HTTPRequestContext":         {"Authorizer"},
		"APIGatewayWebsocketProxyRequestContext": {"Authorizer"},
		"LambdaFunctionURLRequestContext":        {"Authorizer"},
	} {
		t.Payloads = append(t.Payloads, Payload{Type: lambdaEvents + typ, Fields: names, Subject: rest.Session})
	}
	return t
}

// lambdaKinds says who sends an event of a type. Sign-in hooks and authorizers
// are called by the service that asks.
var lambdaKinds = map[rest.Kind][]string{
	rest.ByUser: {"APIGatewayProxyRequest", "APIGatewayV2HTTPRequest", "APIGatewayWebsocketProxyRequest", "LambdaFunctionURLRequest",
		"LambdaFunctionURLStreamingRequest", "ALBTargetGroupRequest", "AppSyncResolverTemplate", "LexEvent", "ChimeBotEvent", "IoTButtonEvent", "IoTOneClickEvent"},
	rest.Event: {"SQSEvent", "SQSMessage", "SNSEvent", "S3Event", "S3BatchJobEvent", "KinesisEvent", "KinesisTimeWindowEvent", "KinesisFirehoseEvent",
		"KinesisAnalyticsOutputDeliveryEvent", "DynamoDBEvent", "DynamoDBTimeWindowEvent", "KafkaEvent", "RabbitMQEvent", "ActiveMQEvent", "SimpleEmailEvent", "CognitoEvent",
		"CloudwatchLogsEvent", "CodePipelineJobEvent", "ConfigEvent", "SecretsManagerSecretRotationEvent", "S3ObjectLambdaEvent",
		"APIGatewayCustomAuthorizerRequest", "APIGatewayCustomAuthorizerRequestTypeRequest", "APIGatewayV2CustomAuthorizerV1Request", "APIGatewayV2CustomAuthorizerV2Request",
		"AppSyncLambdaAuthorizerRequest", "IoTCoreCustomAuthorizerRequest", "IoTCustomAuthorizerRequest",
		"CognitoEventUserPoolsPreSignup", "CognitoEventUserPoolsPreAuthentication", "CognitoEventUserPoolsPostConfirmation", "CognitoEventUserPoolsPreTokenGen",
		"CognitoEventUserPoolsPreTokenGenV2", "CognitoEventUserPoolsPostAuthentication", "CognitoEventUserPoolsMigrateUser", "CognitoEventUserPoolsDefineAuthChallenge",
		"CognitoEventUserPoolsCreateAuthChallenge", "CognitoEventUserPoolsVerifyAuthChallenge", "CognitoEventUserPoolsCustomMessage"},
	rest.Scheduled: {"CloudWatchEvent", "EventBridgeEvent", "AutoScalingEvent"},
}
