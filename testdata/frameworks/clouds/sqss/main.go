// Command sqss polls a queue of SQS.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"example.com/clouds/loop"
)

func main() {
	c := sqs.New(sqs.Options{})
	ctx := context.Background()
	for {
		out, err := c.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: aws.String("labs")})
		if err != nil {
			continue
		}
		for _, m := range out.Messages {
			loop.Client(ctx).Get(loop.Labs + "?user_id=" + aws.ToString(m.Body))
		}
	}
}
