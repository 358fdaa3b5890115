// Package metadata has the signatures of google.golang.org/grpc/metadata that cases use.
package metadata

import "context"

type MD map[string][]string

func (md MD) Get(k string) []string                      { return nil }
func FromIncomingContext(ctx context.Context) (MD, bool) { return nil, false }
