package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	generator "github.com/fluxcd/pkg/kustomize"
	securefs "github.com/fluxcd/pkg/kustomize/filesys"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	kustypes "sigs.k8s.io/kustomize/api/types"
)

// runKustomize is generator.SecureBuild with the same options, but for one thing: that reads the built-in OpenAPI schema anew for each
// build (60 ms), so that a schema which a kustomization file brings along does not leak into the next build. Here only a
// repository that names such a schema takes the slow way.
func runKustomize(root, path string) (resources resmap.ResMap, err error) {
	if bringsSchema(root) {
		return generator.SecureBuild(root, path, false)
	}
	defer func() {
		if it := recover(); it != nil {
			err = fmt.Errorf("recovered from kustomize build panic: %v", it)
		}
	}()
	files, err := securefs.MakeFsOnDiskSecure(root)
	if err != nil {
		return nil, err
	}
	options := &krusty.Options{
		LoadRestrictions: kustypes.LoadRestrictionsNone,
		PluginConfig:     kustypes.DisabledPluginConfig(),
	}
	return krusty.MakeKustomizer(options).Run(files, path)
}

func bringsSchema(root string) bool {
	found := false
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil
		}
		switch entry.Name() {
		case "kustomization.yaml", "kustomization.yml", "Kustomization":
			text, _ := os.ReadFile(path)
			if bytes.Contains(text, []byte("openapi")) {
				found = true
				return fs.SkipAll
			}
		}
		return nil
	})
	return found
}
