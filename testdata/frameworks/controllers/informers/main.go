// Command informers looks at objects as they change, works a queue of them off as
// controllers do, and serves a page.
package main

import (
	"context"
	"net/http"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"

	"example.com/controllers/loop"
)

type signedIn struct{}

type controller struct {
	queue    workqueue.TypedRateLimitingInterface[string]
	informer cache.SharedIndexInformer
}

func main() {
	c := &controller{
		queue:    workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[string]()),
		informer: cache.NewSharedIndexInformer(&cache.ListWatch{}, &metav1.PartialObjectMetadata{}, time.Minute, cache.Indexers{}),
	}
	c.informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: added,
		UpdateFunc: func(old, obj any) {
			if key, err := cache.MetaNamespaceKeyFunc(obj); err == nil {
				c.queue.Add(key)
			}
		},
		DeleteFunc: func(any) {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=pilot")
		},
	})
	c.informer.AddEventHandler(watcher{})
	http.HandleFunc("GET /labs", labs)
	go http.ListenAndServe(":8080", nil)
	c.run(context.Background())
}

func added(obj any) {
	if m, ok := obj.(*metav1.PartialObjectMetadata); ok {
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + m.Name)
	}
}

type watcher struct{}

func (watcher) OnAdd(obj any, isInInitialList bool) {
	if m, ok := obj.(metav1.Object); ok {
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + m.GetLabels()["user"])
	}
}
func (watcher) OnUpdate(old, obj any) {}
func (watcher) OnDelete(obj any)      {}

func (c *controller) run(ctx context.Context) {
	defer c.queue.ShutDown()
	go c.informer.RunWithContext(ctx)
	go wait.UntilWithContext(ctx, c.work, time.Second)
	<-ctx.Done()
}

func (c *controller) work(ctx context.Context) {
	for c.next(ctx) {
	}
}

func (c *controller) next(ctx context.Context) bool {
	key, quit := c.queue.Get()
	if quit {
		return false
	}
	defer c.queue.Done(key)
	_, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return true
	}
	if _, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + name); err != nil {
		c.queue.AddRateLimited(key)
	}
	return true
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}
