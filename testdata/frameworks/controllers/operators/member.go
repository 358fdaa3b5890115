package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// Member is a kind of objects.
type Member struct {
	metav1.TypeMeta
	metav1.ObjectMeta
	Spec struct{ UserID string }
}

// DeepCopyObject copies a member.
func (m *Member) DeepCopyObject() runtime.Object {
	c := *m
	m.ObjectMeta.DeepCopyInto(&c.ObjectMeta)
	return &c
}
