package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	kafkaGo   = "github.com/segmentio/kafka-go."
	confluent = "github.com/confluentinc/confluent-kafka-go"
	franz     = "github.com/twmb/franz-go/pkg/kgo."
)

// Kafka is what talks to Kafka: segmentio/kafka-go, sarama, confluent-kafka-go,
// franz-go.
func Kafka() Trigger {
	t := Trigger{
		Name: "kafka",
		Pulls: []Pull{
			{Func: kafkaGo + "Reader.ReadMessage", Kind: rest.Event},
			{Func: kafkaGo + "Reader.FetchMessage", Kind: rest.Event},
			{Func: kafkaGo + "Conn.ReadMessage", Kind: rest.Event},
			{Func: kafkaGo + "Conn.ReadBatch", Kind: rest.Event},
			{Func: franz + "Client.PollFetches", Kind: rest.Event},
			{Func: franz + "Client.PollRecords", Kind: rest.Event},
		},
		Enqueues: []Enqueue{
			{Func: kafkaGo + "Writer.WriteMessages", Topic: All},
			{Func: kafkaGo + "Conn.WriteMessages", Topic: All},
			{Func: franz + "Client.Produce", Topic: 1},
			{Func: franz + "Client.TryProduce", Topic: 1},
			{Func: franz + "Client.ProduceSync", Topic: All},
		},
		Payloads: []Payload{
			{Type: kafkaGo + "Message", Subject: rest.Job},
			{Type: franz + "Record", Subject: rest.Job},
		},
	}
	for _, path := range []string{"github.com/IBM/sarama.", "github.com/Shopify/sarama."} {
		t.Regs = append(t.Regs, Reg{Func: path + "ConsumerGroup.Consume", Pattern: 1, Fn: 2, Kind: rest.Event})
		t.Methods = append(t.Methods, Method{Iface: path + "ConsumerGroupHandler", Name: "ConsumeClaim", Kind: rest.Event})
		t.Payloads = append(t.Payloads, Payload{Type: path + "ConsumerMessage", Subject: rest.Job})
		t.Enqueues = append(t.Enqueues,
			Enqueue{Func: path + "SyncProducer.SendMessage", Topic: 0},
			Enqueue{Func: path + "SyncProducer.SendMessages", Topic: 0},
			Enqueue{Sent: path + "ProducerMessage"})
	}
	for _, path := range []string{confluent + "/v2/kafka.", confluent + "/kafka."} {
		for _, name := range []string{"ReadMessage", "Poll", "Events"} {
			t.Pulls = append(t.Pulls, Pull{Func: path + "Consumer." + name, Kind: rest.Event})
		}
		t.Payloads = append(t.Payloads, Payload{Type: path + "Message", Subject: rest.Job})
		t.Enqueues = append(t.Enqueues, Enqueue{Func: path + "Producer.Produce", Topic: 0}, Enqueue{Sent: path + "Message"})
	}
	return t
}
