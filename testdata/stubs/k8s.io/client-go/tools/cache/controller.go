// Package cache has the signatures of k8s.io/client-go/tools/cache that cases use.
package cache

type ResourceEventHandler interface {
	OnAdd(obj interface{}, isInInitialList bool)
	OnUpdate(oldObj, newObj interface{})
	OnDelete(obj interface{})
}

type ResourceEventHandlerFuncs struct {
	AddFunc    func(obj interface{})
	UpdateFunc func(oldObj, newObj interface{})
	DeleteFunc func(obj interface{})
}

func (ResourceEventHandlerFuncs) OnAdd(obj interface{}, isInInitialList bool) {}
func (ResourceEventHandlerFuncs) OnUpdate(oldObj, newObj interface{})         {}
func (ResourceEventHandlerFuncs) OnDelete(obj interface{})                    {}

type SharedInformer interface {
	AddEventHandler(handler ResourceEventHandler) (any, error)
}
