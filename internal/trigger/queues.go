package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	sqs1      = "github.com/aws/aws-sdk-go/service/sqs"
	sqs2      = "github.com/aws/aws-sdk-go-v2/service/sqs"
	watermill = "github.com/ThreeDotsLabs/watermill/"
)

// Queues are the clients of message queues: RabbitMQ, SQS, Pub/Sub, watermill.
func Queues() Trigger {
	t := Trigger{
		Name: "queues",
		Regs: []Reg{
			{Func: "cloud.google.com/go/pubsub.Subscription.Receive", Pattern: None, Fn: 1, Kind: rest.Event},
			{Func: "cloud.google.com/go/pubsub/v2.Subscriber.Receive", Pattern: None, Fn: 1, Kind: rest.Event},
			{Func: watermill + "message.Router.AddHandler", Pattern: 1, Fn: All, Kind: rest.Event},
			{Func: watermill + "message.Router.AddNoPublisherHandler", Pattern: 1, Fn: All, Kind: rest.Event},
			{Func: watermill + "message.Router.AddConsumerHandler", Pattern: 1, Fn: All, Kind: rest.Event},
			{Func: watermill + "components/cqrs.NewCommandHandler", Pattern: None, Fn: 1, Kind: rest.Event},
			{Func: watermill + "components/cqrs.NewEventHandler", Pattern: None, Fn: 1, Kind: rest.Event},
			{Func: watermill + "components/cqrs.NewGroupEventHandler", Pattern: None, Fn: 0, Kind: rest.Event},
		},
		Methods: []Method{
			{Iface: watermill + "components/cqrs.CommandHandler", Name: "Handle", Kind: rest.Event},
			{Iface: watermill + "components/cqrs.EventHandler", Name: "Handle", Kind: rest.Event},
		},
		Shapes: []Shape{
			{Params: []string{watermill + "message.Message"}, Kind: rest.Event},
			{Params: []string{"github.com/rabbitmq/amqp091-go.Delivery"}, Kind: rest.Event},
			{Params: []string{"context.Context", "github.com/rabbitmq/amqp091-go.Delivery"}, Kind: rest.Event},
		},
		Pulls: []Pull{
			{Func: sqs2 + ".Client.ReceiveMessage", Kind: rest.Event},
			{Func: sqs1 + ".SQS.ReceiveMessage", Kind: rest.Event},
			{Func: sqs1 + ".SQS.ReceiveMessageWithContext", Kind: rest.Event},
			{Takes: sqs2 + ".ReceiveMessageInput", Kind: rest.Event},
			{Takes: sqs1 + ".ReceiveMessageInput", Kind: rest.Event},
		},
		Enqueues: []Enqueue{
			{Takes: sqs2 + ".SendMessageInput"},
			{Takes: sqs2 + ".SendMessageBatchInput"},
			{Takes: sqs1 + ".SendMessageInput"},
			{Takes: sqs1 + ".SendMessageBatchInput"},
			{Func: "cloud.google.com/go/pubsub.Topic.Publish", Topic: Receiver},
			{Func: "cloud.google.com/go/pubsub/v2.Publisher.Publish", Topic: Receiver},
			{Func: watermill + "message.Publisher.Publish", Topic: 0},
			{Func: watermill + "components/cqrs.EventBus.Publish", Topic: 1},
			{Func: watermill + "components/cqrs.CommandBus.Send", Topic: 1},
		},
		Payloads: []Payload{
			{Type: "github.com/rabbitmq/amqp091-go.Delivery", Subject: rest.Job},
			{Type: "github.com/streadway/amqp.Delivery", Subject: rest.Job},
			{Type: "cloud.google.com/go/pubsub.Message", Subject: rest.Job},
			{Type: "cloud.google.com/go/pubsub/v2.Message", Subject: rest.Job},
			{Type: "cloud.google.com/go/internal/pubsub.Message", Subject: rest.Job},
			{Type: watermill + "message.Message", Subject: rest.Job},
			{Type: sqs2 + "/types.Message", Subject: rest.Job},
			{Type: sqs1 + ".Message", Subject: rest.Job},
		},
	}
	for _, path := range []string{"github.com/rabbitmq/amqp091-go.Channel.", "github.com/streadway/amqp.Channel."} {
		for _, name := range []string{"Consume", "ConsumeWithContext", "Get"} {
			t.Pulls = append(t.Pulls, Pull{Func: path + name, Kind: rest.Event})
		}
		t.Enqueues = append(t.Enqueues, Enqueue{Func: path + "Publish", Topic: 1}, Enqueue{Func: path + "PublishWithContext", Topic: 2},
			Enqueue{Func: path + "PublishWithDeferredConfirm", Topic: 1}, Enqueue{Func: path + "PublishWithDeferredConfirmWithContext", Topic: 2})
	}
	return t
}
