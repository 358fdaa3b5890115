package trigger

import "github.com/m2me/m2me/internal/rest"

const grpcPath = "google.golang.org/grpc"

// GRPC is google.golang.org/grpc. A service may be internal: what the request
// says about the user is what the caller claims, as is what the metadata says;
// what an interceptor put into the context is the session's.
func GRPC() Trigger {
	return Trigger{
		Name: "grpc",
		Services: []Service{
			{Prefix: "Register", Mark: grpcPath + ".ServiceRegistrar", Kind: rest.ByUser},
			{Prefix: "Register", Mark: grpcPath + ".Server", Kind: rest.ByUser},
		},
		Sources: []Source{
			{Func: grpcPath + "/metadata.MD.Get", Header: true},
			{Func: grpcPath + "/metadata.ValueFromIncomingContext", Header: true},
			{Func: grpcPath + "/metadata.FromIncomingContext", Subject: rest.Request},
		},
	}
}

// Connect is connectrpc.com/connect.
func Connect() Trigger {
	t := Trigger{Name: "connect"}
	for _, path := range []string{"connectrpc.com/connect", "github.com/bufbuild/connect-go"} {
		t.Services = append(t.Services, Service{Prefix: "New", Suffix: "Handler", Mark: path + ".HandlerOption", Kind: rest.ByUser})
		for _, name := range []string{"Unary", "ClientStream", "ServerStream", "BidiStream"} {
			for _, form := range []string{"Handler", "HandlerSimple"} {
				t.Regs = append(t.Regs, Reg{Func: path + ".New" + name + form, Pattern: 0, Fn: 1, Kind: rest.ByUser})
			}
		}
		t.Payloads = append(t.Payloads,
			Payload{Type: path + ".Request", Subject: rest.Request},
			Payload{Type: path + ".AnyRequest", Subject: rest.Request})
	}
	t.Sources = []Source{{Func: "connectrpc.com/authn.GetInfo", Subject: rest.Session}}
	return t
}

// Twirp is github.com/twitchtv/twirp.
func Twirp() Trigger {
	return Trigger{
		Name:     "twirp",
		Services: []Service{{Prefix: "New", Suffix: "Server", Mark: "TwirpServer", Kind: rest.ByUser}},
	}
}

// Generated are servers that a generator writes from a description, with an
// interface for the program to implement.
func Generated() Trigger {
	return Trigger{
		Name: "generated servers",
		Regs: []Reg{
			{Func: "goa.design/goa/v3/http.Muxer.Handle", Pattern: 1, Fn: 2, Method: "arg", Kind: rest.ByUser},
		},
		Services: []Service{
			{Prefix: "Handler", Iface: "ServerInterface", Kind: rest.ByUser}, // oapi-codegen
			{Prefix: "RegisterHandlers", Iface: "ServerInterface", Kind: rest.ByUser},
			{Prefix: "NewStrictHandler", Iface: "StrictServerInterface", Kind: rest.ByUser},
			{Prefix: "NewExecutableSchema", Iface: "Config", Mark: "github.com/99designs/gqlgen/graphql.ExecutableSchema", Kind: rest.ByUser},
			{Prefix: "NewEndpoints", Iface: "Service", Mark: "Endpoints", Kind: rest.ByUser}, // goa
		},
		Payloads: []Payload{{Type: "github.com/99designs/gqlgen/graphql.FieldContext", Subject: rest.Request}},
	}
}
