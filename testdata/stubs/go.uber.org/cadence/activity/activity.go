// Package activity has the signatures of go.uber.org/cadence/activity that cases use.
package activity

type RegisterOptions struct{ Name string }

func Register(activityFunc any)                                  {}
func RegisterWithOptions(activityFunc any, opts RegisterOptions) {}
