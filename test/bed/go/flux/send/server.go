package main

import (
	"context"
	"fmt"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/ssa"
	ssaerrors "github.com/fluxcd/pkg/ssa/errors"
	"github.com/fluxcd/pkg/ssa/normalize"
	ssautil "github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// server is an API server that is only ever asked what it would say.
type server struct {
	client client.Client
}

// Who applies, as the controller calls itself.
const fieldOwner = "kustomize-controller"

func connect() (*server, error) {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, &clientcmd.ConfigOverrides{}).ClientConfig()
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	config.WarningHandler = rest.NoWarnings{}
	it, err := client.New(config, client.Options{})
	return &server{it}, err
}

func (s *server) dryRun(built *build) ([]result, error) {
	owner := ssa.Owner{Field: fieldOwner, Group: kustomizev1.GroupVersion.Group}
	name, namespace := built.kustomization.Name, built.kustomization.Namespace
	ssa.NewResourceManager(s.client, nil, owner).SetOwnerLabels(built.objects, name, namespace)
	if err := normalize.UnstructuredList(built.objects); err != nil {
		return nil, err
	}
	if common := built.kustomization.Spec.CommonMetadata; common != nil {
		ssautil.SetCommonMetadata(built.objects, common.Labels, common.Annotations)
	}
	for _, it := range built.objects {
		if built.kustomization.Spec.Decryption == nil && isEncryptedSecret(it) {
			return nil, fmt.Errorf("%s is SOPS encrypted, configuring decryption is required for this secret to be reconciled",
				ssautil.FmtUnstructured(it))
		}
	}
	results := make([]result, 0, len(built.objects))
	for _, it := range built.objects {
		results = append(results, s.dryRunObject(it))
	}
	return results, nil
}

// skipped are the annotations and labels that keep the controller from applying an object.
var skipped = map[string]string{
	kustomizev1.GroupVersion.Group + "/reconcile": kustomizev1.DisabledValue,
	kustomizev1.GroupVersion.Group + "/ssa":       kustomizev1.IgnoreValue,
}

func (s *server) dryRunObject(object *unstructured.Unstructured) result {
	if ssautil.AnyInMetadata(object, skipped) {
		return result{Object: object.Object, Skipped: true}
	}
	ssautil.RemoveCABundleFromCRD(object)
	stored := object.DeepCopy()
	options := []client.PatchOption{client.DryRunAll, client.ForceOwnership, client.FieldOwner(fieldOwner)}
	//lint:ignore SA1019 the controller applies in this way
	if err := s.client.Patch(context.Background(), stored, client.Apply, options...); err != nil {
		return result{Object: object.Object, Error: ssaerrors.NewDryRunErr(err, stored).Error()}
	}
	return result{Object: object.Object}
}

// isEncryptedSecret is about what is left of the mark after normalisation, as in the controller.
func isEncryptedSecret(object *unstructured.Unstructured) bool {
	if object.GetKind() != "Secret" || object.GetAPIVersion() != "v1" {
		return false
	}
	_, found, _ := unstructured.NestedFieldNoCopy(object.Object, "sops")
	return found
}
