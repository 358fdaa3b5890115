// Package lambda has the signatures of github.com/aws/aws-lambda-go/lambda that cases use.
package lambda

func Start(handler interface{}) {}
