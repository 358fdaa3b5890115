// Command natss listens to subjects; a page publishes to one of them.
package main

import (
	"context"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"example.com/messages/loop"
)

type signedIn struct{}

var nc *nats.Conn

func main() {
	nc, _ = nats.Connect(nats.DefaultURL)
	nc.Subscribe("labs.asked", func(m *nats.Msg) {
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + string(m.Data))
	})
	nc.QueueSubscribe("labs.arrived", "site", arrived)
	svc, _ := micro.AddService(nc, micro.Config{Name: "labs", Version: "1.0.0"})
	svc.AddEndpoint("get", micro.HandlerFunc(func(req micro.Request) {
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + string(req.Data()))
	}))
	http.HandleFunc("POST /labs", ask)
	http.ListenAndServe(":8080", nil)
}

func ask(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	nc.Publish("labs.asked", []byte(id))
}

func arrived(m *nats.Msg) {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + string(m.Data))
}
