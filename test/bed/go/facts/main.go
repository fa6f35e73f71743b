// Facts prints, as JSON, what Go types say about objects and neither a CRD nor OpenAPI does: the order of fields, which kinds the Kubernetes
// client knows, and how kustomize reads its file.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	operator "github.com/controlplaneio-fluxcd/flux-operator/api/v1"
	helm "github.com/fluxcd/helm-controller/api/v2"
	automation "github.com/fluxcd/image-automation-controller/api/v1"
	reflector "github.com/fluxcd/image-reflector-controller/api/v1"
	kustomization "github.com/fluxcd/kustomize-controller/api/v1"
	notification "github.com/fluxcd/notification-controller/api/v1"
	notificationBeta "github.com/fluxcd/notification-controller/api/v1beta3"
	source "github.com/fluxcd/source-controller/api/v1"
	watcher "github.com/fluxcd/source-watcher/api/v2/v1beta1"
	"k8s.io/apimachinery/pkg/runtime"
	client "k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/kustomize/api/types"
)

// Facts is everything that is printed.
type Facts struct {
	// Kinds that the Kubernetes client knows: `group/version/Kind` and its type.
	Kubernetes map[string]string `json:"kubernetes"`
	// Likewise the kinds of Flux and of Flux Operator.
	Flux map[string]string `json:"flux"`
	// The type of a kustomization file.
	Kustomize string `json:"kustomize"`
	// The fields of structs by the path of the package and the name, in the order of the declaration.
	Types map[string][]Field `json:"types"`
}

// Field is a member of a struct as JSON has it; what is embedded stands in the place of the embedding.
type Field struct {
	Name string `json:"name"`
	Type Type   `json:"type"`
}

// Type has one member.
type Type struct {
	// Name in Facts.Types.
	Struct string `json:"struct,omitempty"`
	List   *Type  `json:"list,omitempty"`
	Map    *Type  `json:"map,omitempty"`
	// One of string, boolean, integer, number, any.
	Plain string `json:"plain,omitempty"`
	// A type that reads JSON in its own way.
	Custom string `json:"custom,omitempty"`
}

func main() {
	flux := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		operator.AddToScheme, helm.AddToScheme, automation.AddToScheme, reflector.AddToScheme, kustomization.AddToScheme,
		notification.AddToScheme, notificationBeta.AddToScheme, source.AddToScheme, watcher.AddToScheme,
	} {
		if err := add(flux); err != nil {
			panic(err)
		}
	}
	facts := Facts{Types: map[string][]Field{}}
	facts.Kubernetes = facts.kindsOf(client.Scheme)
	facts.Flux = facts.kindsOf(flux)
	facts.Kustomize = facts.typeOf(reflect.TypeFor[types.Kustomization]()).Struct
	if err := json.NewEncoder(os.Stdout).Encode(facts); err != nil {
		panic(err)
	}
}

func (f Facts) kindsOf(scheme *runtime.Scheme) map[string]string {
	kinds := map[string]string{}
	for kind, t := range scheme.AllKnownTypes() {
		// Objects of the machinery itself, such as WatchEvent, stand in every group.
		if kind.Version == runtime.APIVersionInternal || strings.HasPrefix(t.PkgPath(), "k8s.io/apimachinery/") {
			continue
		}
		if _, hasMetadata := t.FieldByName("ObjectMeta"); !hasMetadata {
			continue
		}
		kinds[kind.Group+"/"+kind.Version+"/"+kind.Kind] = f.typeOf(t).Struct
	}
	return kinds
}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

func (f Facts) typeOf(t reflect.Type) Type {
	if t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(unmarshaler) {
		return Type{Custom: nameOf(t)}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return f.typeOf(t.Elem())
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return Type{Custom: "bytes"}
		}
		item := f.typeOf(t.Elem())
		return Type{List: &item}
	case reflect.Map:
		item := f.typeOf(t.Elem())
		return Type{Map: &item}
	case reflect.Struct:
		return Type{Struct: f.structOf(t)}
	case reflect.String:
		return Type{Plain: "string"}
	case reflect.Bool:
		return Type{Plain: "boolean"}
	case reflect.Float32, reflect.Float64:
		return Type{Plain: "number"}
	case reflect.Interface:
		return Type{Plain: "any"}
	default:
		return Type{Plain: "integer"}
	}
}

func (f Facts) structOf(t reflect.Type) string {
	name := nameOf(t)
	if _, known := f.Types[name]; !known {
		f.Types[name] = []Field{}
		f.Types[name] = f.fieldsOf(t)
	}
	return name
}

func (f Facts) fieldsOf(t reflect.Type) []Field {
	fields := []Field{}
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || !field.IsExported() {
			continue
		}
		if name == "" && field.Anonymous {
			inner := field.Type
			if inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			fields = append(fields, f.fieldsOf(inner)...)
			continue
		}
		if name == "" {
			name = field.Name
		}
		fields = append(fields, Field{Name: name, Type: f.typeOf(field.Type)})
	}
	return fields
}

func nameOf(t reflect.Type) string {
	return t.PkgPath() + "." + t.Name()
}
