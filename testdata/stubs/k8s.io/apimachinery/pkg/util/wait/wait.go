// Package wait has the signatures of k8s.io/apimachinery/pkg/util/wait that cases use.
package wait

import (
	"context"
	"time"
)

func Until(f func(), period time.Duration, stopCh <-chan struct{})                        {}
func Forever(f func(), period time.Duration)                                              {}
func UntilWithContext(ctx context.Context, f func(context.Context), period time.Duration) {}
func PollUntilContextTimeout(ctx context.Context, interval, timeout time.Duration, immediate bool, condition func(context.Context) (bool, error)) error {
	return nil
}
