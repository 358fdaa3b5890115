// Package clinical is what oapi-codegen makes of the description of an API.
package clinical

//go:generate oapi-codegen -generate types,client -package clinical -o client.gen.go ../spec/clinical.yaml
