package trigger

import "github.com/m2me/m2me/internal/rest"

// Queues are the clients of message queues.
var Queues = Trigger{
	Name: "queues",
	Regs: []Reg{
		{Func: "github.com/nats-io/nats.go.Conn.Subscribe", Pattern: 0, Fn: 1, Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go.Conn.QueueSubscribe", Pattern: 0, Fn: 2, Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go.JetStreamContext.Subscribe", Pattern: 0, Fn: 1, Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go.JetStreamContext.QueueSubscribe", Pattern: 0, Fn: 2, Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go/jetstream.Consumer.Consume", Pattern: None, Fn: 0, Kind: rest.Event},
		{Func: "github.com/hibiken/asynq.ServeMux.HandleFunc", Pattern: 0, Fn: 1, Kind: rest.Event},
		{Func: "github.com/hibiken/asynq.ServeMux.Handle", Pattern: 0, Fn: 1, Kind: rest.Event},
		{Func: "cloud.google.com/go/pubsub.Subscription.Receive", Pattern: None, Fn: 1, Kind: rest.Event},
		{Func: "cloud.google.com/go/pubsub/v2.Subscriber.Receive", Pattern: None, Fn: 1, Kind: rest.Event},
		{Func: "github.com/ThreeDotsLabs/watermill/message.Router.AddHandler", Pattern: 1, Fn: All, Kind: rest.Event},
		{Func: "github.com/ThreeDotsLabs/watermill/message.Router.AddNoPublisherHandler", Pattern: 1, Fn: All, Kind: rest.Event},
		{Func: "github.com/ThreeDotsLabs/watermill/message.Router.AddConsumerHandler", Pattern: 1, Fn: All, Kind: rest.Event},
	},
	Methods: []Method{
		{Iface: "github.com/hibiken/asynq.Handler", Name: "ProcessTask", Kind: rest.Event},
		{Iface: "github.com/IBM/sarama.ConsumerGroupHandler", Name: "ConsumeClaim", Kind: rest.Event},
		{Iface: "github.com/Shopify/sarama.ConsumerGroupHandler", Name: "ConsumeClaim", Kind: rest.Event},
	},
	Pulls: []Pull{
		{Func: "github.com/segmentio/kafka-go.Reader.ReadMessage", Kind: rest.Event},
		{Func: "github.com/segmentio/kafka-go.Reader.FetchMessage", Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go.Subscription.NextMsg", Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go.Subscription.NextMsgWithContext", Kind: rest.Event},
		{Func: "github.com/nats-io/nats.go.Subscription.Fetch", Kind: rest.Event},
		{Func: "github.com/rabbitmq/amqp091-go.Channel.Consume", Kind: rest.Event},
		{Func: "github.com/rabbitmq/amqp091-go.Channel.ConsumeWithContext", Kind: rest.Event},
		{Func: "github.com/rabbitmq/amqp091-go.Channel.Get", Kind: rest.Event},
		{Func: "github.com/twmb/franz-go/pkg/kgo.Client.PollFetches", Kind: rest.Event},
		{Func: "github.com/twmb/franz-go/pkg/kgo.Client.PollRecords", Kind: rest.Event},
		{Func: "github.com/confluentinc/confluent-kafka-go/v2/kafka.Consumer.ReadMessage", Kind: rest.Event},
		{Func: "github.com/confluentinc/confluent-kafka-go/v2/kafka.Consumer.Poll", Kind: rest.Event},
		{Func: "github.com/aws/aws-sdk-go-v2/service/sqs.Client.ReceiveMessage", Kind: rest.Event},
	},
	Enqueues: []Enqueue{
		{Func: "github.com/nats-io/nats.go.Conn.Publish", Topic: 0},
		{Func: "github.com/nats-io/nats.go.Conn.Request", Topic: 0},
		{Func: "github.com/nats-io/nats.go.JetStreamContext.Publish", Topic: 0},
		{Func: "github.com/hibiken/asynq.NewTask", Topic: 0},
	},
	Payloads: []Payload{
		{Type: "github.com/nats-io/nats.go.Msg", Subject: rest.Job},
		{Type: "github.com/hibiken/asynq.Task", Subject: rest.Job},
		{Type: "github.com/segmentio/kafka-go.Message", Subject: rest.Job},
		{Type: "github.com/rabbitmq/amqp091-go.Delivery", Subject: rest.Job},
		{Type: "cloud.google.com/go/pubsub.Message", Subject: rest.Job},
		{Type: "github.com/ThreeDotsLabs/watermill/message.Message", Subject: rest.Job},
		{Type: "github.com/IBM/sarama.ConsumerMessage", Subject: rest.Job},
		{Type: "github.com/twmb/franz-go/pkg/kgo.Record", Subject: rest.Job},
	},
}
