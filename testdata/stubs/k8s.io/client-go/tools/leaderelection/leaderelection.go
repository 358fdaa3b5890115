// Package leaderelection has the signatures of k8s.io/client-go/tools/leaderelection that cases use.
package leaderelection

import "context"

type LeaderCallbacks struct {
	OnStartedLeading func(context.Context)
	OnStoppedLeading func()
	OnNewLeader      func(identity string)
}

type LeaderElectionConfig struct{ Callbacks LeaderCallbacks }

func RunOrDie(ctx context.Context, lec LeaderElectionConfig) {}
