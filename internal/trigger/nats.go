package trigger

import "github.com/m2me/m2me/internal/rest"

const natsPath = "github.com/nats-io/nats.go"

// NATS is github.com/nats-io/nats.go with its JetStream and micro packages.
func NATS() Trigger {
	t := Trigger{
		Name: "nats",
		Regs: []Reg{
			{Func: natsPath + "/jetstream.Consumer.Consume", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: natsPath + "/jetstream.PushConsumer.Consume", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: natsPath + "/micro.Service.AddEndpoint", Pattern: 0, Fn: 1, Kind: rest.Event, Methods: []string{"Handle"}},
			{Func: natsPath + "/micro.Group.AddEndpoint", Pattern: 0, Fn: 1, Kind: rest.Event, Methods: []string{"Handle"}},
			{Func: natsPath + "/micro.ContextHandler", Pattern: None, Fn: 1, Kind: rest.Event},
		},
		Fields: []Field{{Type: natsPath + "/micro.EndpointConfig", Names: []string{"Handler"}, Kind: rest.Event, Methods: []string{"Handle"}}},
		Shapes: []Shape{
			{Params: []string{natsPath + ".Msg"}, Kind: rest.Event},
			{Params: []string{natsPath + "/jetstream.Msg"}, Kind: rest.Event},
			{Params: []string{natsPath + "/micro.Request"}, Kind: rest.Event},
		},
		Payloads: []Payload{
			{Type: natsPath + ".Msg", Subject: rest.Job},
			{Type: natsPath + "/jetstream.Msg", Subject: rest.Job},
			{Type: natsPath + "/micro.Request", Subject: rest.Job},
		},
	}
	for _, name := range []string{"NextMsg", "NextMsgWithContext", "Fetch", "FetchBatch"} {
		t.Pulls = append(t.Pulls, Pull{Func: natsPath + ".Subscription." + name, Kind: rest.Event})
	}
	for _, name := range []string{"Consumer.Next", "Consumer.Fetch", "Consumer.FetchBytes", "Consumer.FetchNoWait", "MessagesContext.Next"} {
		t.Pulls = append(t.Pulls, Pull{Func: natsPath + "/jetstream." + name, Kind: rest.Event})
	}
	for _, typ := range []string{".Conn.", ".JetStreamContext.", ".JetStream.", ".EncodedConn."} {
		t.Regs = append(t.Regs,
			Reg{Func: natsPath + typ + "Subscribe", Pattern: 0, Fn: 1, Kind: rest.Event},
			Reg{Func: natsPath + typ + "QueueSubscribe", Pattern: 0, Fn: 2, Kind: rest.Event})
		for _, name := range []string{"Publish", "PublishMsg", "PublishRequest", "PublishAsync", "PublishMsgAsync", "Request", "RequestMsg"} {
			t.Enqueues = append(t.Enqueues, Enqueue{Func: natsPath + typ + name, Topic: 0})
		}
	}
	for _, typ := range []string{"Publisher.", "JetStream."} {
		t.Enqueues = append(t.Enqueues,
			Enqueue{Func: natsPath + "/jetstream." + typ + "Publish", Topic: 1},
			Enqueue{Func: natsPath + "/jetstream." + typ + "PublishMsg", Topic: 1},
			Enqueue{Func: natsPath + "/jetstream." + typ + "PublishAsync", Topic: 0},
			Enqueue{Func: natsPath + "/jetstream." + typ + "PublishMsgAsync", Topic: 0})
	}
	return t
}
