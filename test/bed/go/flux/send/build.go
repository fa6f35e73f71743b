package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	securejoin "github.com/cyphar/filepath-securejoin"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	generator "github.com/fluxcd/pkg/kustomize"
	ssautil "github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/kustomize/api/resmap"
)

// build is what a folder became.
type build struct {
	kustomization *kustomizev1.Kustomization
	objects       []*unstructured.Unstructured
}

func (b *build) results() []result {
	results := make([]result, 0, len(b.objects))
	for _, it := range b.objects {
		results = append(results, result{Object: it.Object})
	}
	return results
}

// folders holds copies of repositories: generating writes into the folder that is built.
type folders struct {
	root   string
	copies map[string]string
}

func newFolders() (*folders, error) {
	temp, err := os.MkdirTemp("", "fluxwright-send-")
	if err != nil {
		return nil, err
	}
	// The secure file system of the build wants to know where it really is.
	root, err := filepath.EvalSymlinks(temp)
	return &folders{root: root, copies: map[string]string{}}, err
}

func (f *folders) remove() {
	_ = os.RemoveAll(f.root)
}

func (f *folders) build(asked request) (*build, error) {
	kustomization, object, err := readKustomization(asked.Kustomization)
	if err != nil {
		return nil, err
	}
	root, err := f.open(asked)
	if err != nil {
		return nil, err
	}
	if asked.Root == "" {
		defer os.RemoveAll(root)
	}
	cluster, err := newCluster(asked.Cluster)
	if err != nil {
		return nil, err
	}
	objects, err := buildFolder(root, kustomization, object, cluster)
	if err != nil {
		return nil, fmt.Errorf("%s", strings.ReplaceAll(err.Error(), root, "<build>"))
	}
	return &build{kustomization, objects}, nil
}

// open gives a folder on disk that may be written to.
func (f *folders) open(asked request) (string, error) {
	if asked.Root == "" {
		root, err := os.MkdirTemp(f.root, "files-")
		if err != nil {
			return "", err
		}
		return root, writeFiles(root, asked.Files)
	}
	if known, ok := f.copies[asked.Root]; ok {
		return known, nil
	}
	root, err := os.MkdirTemp(f.root, "root-")
	if err != nil {
		return "", err
	}
	f.copies[asked.Root] = root
	return root, os.CopyFS(root, os.DirFS(asked.Root))
}

func writeFiles(root string, files map[string]string) error {
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// readKustomization gives the object as the controller has it, typed and, from that, untyped.
func readKustomization(fields map[string]any) (*kustomizev1.Kustomization, unstructured.Unstructured, error) {
	typed := &kustomizev1.Kustomization{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(fields, typed); err != nil {
		return nil, unstructured.Unstructured{}, fmt.Errorf("request: kustomization: %w", err)
	}
	if typed.Name == "" {
		typed.Name = "folder"
	}
	if typed.Namespace == "" {
		typed.Namespace = "flux-system"
	}
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed)
	return typed, unstructured.Unstructured{Object: object}, err
}

func buildFolder(
	root string, typed *kustomizev1.Kustomization, object unstructured.Unstructured, cluster *cluster,
) ([]*unstructured.Unstructured, error) {
	path, err := securejoin.SecureJoin(root, typed.Spec.Path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("kustomization path not found: %w", err)
	}
	// Saved, so that the folder can be built again for another Kustomization.
	action, err := generator.NewGenerator(root, object).WriteFile(path, generator.WithSaveOriginalKustomization())
	if err != nil {
		return nil, err
	}
	defer generator.CleanDirectory(path, action)
	resources, err := runKustomize(root, path)
	if err != nil {
		return nil, fmt.Errorf("kustomize build failed: %w", err)
	}
	if err := substitute(resources, typed, object, cluster); err != nil {
		return nil, err
	}
	text, err := resources.AsYaml()
	if err != nil {
		return nil, fmt.Errorf("kustomize build failed: %w", err)
	}
	return ssautil.ReadObjects(bytes.NewReader(text))
}

func substitute(
	resources resmap.ResMap, typed *kustomizev1.Kustomization, object unstructured.Unstructured, cluster *cluster,
) error {
	for _, it := range resources.Resources() {
		if it.GetName() == "" || it.GetKind() == "" || it.GetApiVersion() == "" {
			return fmt.Errorf("failed to decode Kubernetes apiVersion, kind and name from: %v", it.String())
		}
		if typed.Spec.PostBuild == nil {
			continue
		}
		changed, err := generator.SubstituteVariables(context.Background(), cluster, object, it,
			generator.SubstituteWithStrict(true),
			generator.SubstituteWithAlways(typed.GetSubstituteStrategy() == kustomizev1.SubstituteStrategyAlways))
		if err != nil {
			return fmt.Errorf("post build failed for '%s/%s': %w", it.GetGvk(), it.GetName(), err)
		}
		if changed == nil {
			continue
		}
		if _, err := resources.Replace(it); err != nil {
			return err
		}
	}
	return nil
}
