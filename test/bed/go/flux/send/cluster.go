package main

import (
	"context"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// cluster is what substituteFrom can see: only Get is there, and only for ConfigMaps and Secrets.
type cluster struct {
	client.Client
	configMaps map[types.NamespacedName]*corev1.ConfigMap
	secrets    map[types.NamespacedName]*corev1.Secret
}

func newCluster(objects []map[string]any) (*cluster, error) {
	it := &cluster{
		configMaps: map[types.NamespacedName]*corev1.ConfigMap{},
		secrets:    map[types.NamespacedName]*corev1.Secret{},
	}
	for _, fields := range objects {
		if err := it.add(fields); err != nil {
			return nil, fmt.Errorf("request: cluster: %w", err)
		}
	}
	return it, nil
}

func (c *cluster) add(fields map[string]any) error {
	convert := runtime.DefaultUnstructuredConverter.FromUnstructured
	switch fields["kind"] {
	case "ConfigMap":
		object := &corev1.ConfigMap{}
		if err := convert(fields, object); err != nil {
			return err
		}
		c.configMaps[client.ObjectKeyFromObject(object)] = object
	case "Secret":
		object := &corev1.Secret{}
		if err := convert(fields, object); err != nil {
			return err
		}
		if object.Data == nil {
			object.Data = map[string][]byte{}
		}
		for key, value := range object.StringData {
			object.Data[key] = []byte(value)
		}
		c.secrets[client.ObjectKeyFromObject(object)] = object
	default:
		return fmt.Errorf("kind %v is neither ConfigMap nor Secret", fields["kind"])
	}
	return nil
}

func (c *cluster) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	switch it := into.(type) {
	case *corev1.ConfigMap:
		if found, ok := c.configMaps[key]; ok {
			found.DeepCopyInto(it)
			return nil
		}
	case *corev1.Secret:
		if found, ok := c.secrets[key]; ok {
			found.DeepCopyInto(it)
			return nil
		}
	}
	resource := strings.ToLower(fmt.Sprintf("%T", into)[len("*v1."):]) + "s"
	return apierrors.NewNotFound(schema.GroupResource{Resource: resource}, key.Name)
}
