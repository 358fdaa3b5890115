// Package machinery has the signatures of github.com/RichardKnop/machinery/v2 that cases use.
package machinery

import "github.com/RichardKnop/machinery/v2/tasks"

type Server struct{}

func (s *Server) RegisterTasks(named map[string]interface{}) error     { return nil }
func (s *Server) RegisterTask(name string, taskFunc interface{}) error { return nil }
func (s *Server) SendTask(signature *tasks.Signature) (*int, error)    { return nil, nil }
