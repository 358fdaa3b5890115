// Package types has the signatures of github.com/aws/aws-sdk-go-v2/service/sqs/types that cases use.
package types

type Message struct{ Body *string }
