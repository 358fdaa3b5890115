// Package tasks has the signatures of github.com/RichardKnop/machinery/v2/tasks that cases use.
package tasks

type Arg struct {
	Type  string
	Value interface{}
}

type Signature struct {
	Name string
	Args []Arg
}
