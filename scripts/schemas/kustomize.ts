import type { Schema } from '../../src/language/schema/schema.ts';
import { label, must } from './forms.ts';
import type { GoFacts, GoType } from './go.ts';
import type { Described } from './print.ts';

const file = 'kustomize.json';

/**
 * The files that kustomize reads. It has no schema but its Go types: what they read, with what the code that follows refuses.
 *
 * Flux reads the file with a library that makes plain numbers and booleans strings where the type is a string.
 */
export function kustomizeKinds(go: GoFacts): readonly Described[] {
  const definitions: Record<string, Schema> = {};
  const add = (struct: string): string => {
    const name = nameOf(struct);
    if (definitions[name] !== undefined) return name;
    definitions[name] = {};
    const fields = go.types[struct] ?? [];
    const entries = fields.map(
      (it) => [it.name, { ...schemaOf(it.type, add), ...more[`${name}.${it.name}`] }] as const,
    );
    const required = requiredIn[name];
    const rules = rulesOf[name];
    const properties = Object.fromEntries(entries);
    definitions[name] = { type: 'object', ...(required && { required }), ...(rules && { rules }), properties };
    return name;
  };
  const whole = add(go.kustomize);
  const row = { group: 'kustomize.config.k8s.io', product: 'kustomize', file } as const;
  const kinds = (['Kustomization', 'Component'] as const).map((kind) => {
    const version = kind === 'Component' ? 'v1alpha1' : 'v1beta1';
    definitions[kind] = headed(definitions[whole] ?? {}, `${row.group}/${version}`, kind);
    return { ...row, version, kind, ref: kind, preferred: true };
  });
  return [{ file, content: { definitions }, kinds }];
}

/** `apiVersion` and `kind` may be left out, and are what they must be when they are there (`Kustomization.EnforceFields`). */
function headed(schema: Schema, apiVersion: string, kind: string): Schema {
  const heads: Readonly<Record<string, Schema>> = {
    apiVersion: { type: 'string', enum: [apiVersion] },
    kind: { type: 'string', enum: [kind] },
  };
  return { ...schema, properties: { ...heads, ...schema.properties, ...heads } };
}

function schemaOf(type: GoType, add: (struct: string) => string): Schema {
  if (type.struct !== undefined) return { ref: add(type.struct) };
  if (type.list !== undefined) return { type: 'array', items: schemaOf(type.list, add) };
  if (type.map?.plain === 'any') return { type: 'object', preserve: true };
  if (type.map !== undefined) return { type: 'object', additional: schemaOf(type.map, add) };
  return type.plain === undefined || type.plain === 'any' ? {} : { type: type.plain };
}

const nameOf = (struct: string): string => struct.slice(struct.lastIndexOf('.') + 1);

/** A key of data, and its value. */
const literals: Schema = { items: { type: 'string', pattern: '^[-._a-zA-Z0-9]+=' } };

/** What the loaders of kustomize add to the types: refused values and old names. */
const more: Readonly<Record<string, Schema>> = {
  // builtins/SortOrderTransformer.go
  'SortOptions.order': { enum: ['legacy', 'fifo'] },
  // builtins/HelmChartInflationGenerator.go
  'HelmChart.valuesMerge': { enum: ['merge', 'override', 'replace'] },
  // pkg/apis/core/validation: an object is refused in such a namespace
  'Kustomization.namespace': { ...label, minLength: 0, pattern: `^$|${label.pattern ?? ''}` },
  'Kustomization.resources': { items: { type: 'string', minLength: 1 } },
  'Replica.count': { minimum: 0, maximum: 2_147_483_647 },
  // api/kv/kv.go
  'ConfigMapArgs.literals': literals,
  'ConfigMapArgs.files': { items: { type: 'string', minLength: 1 } },
  'ConfigMapArgs.name': { pattern: '^[a-z0-9.-]+$' },
  'SecretArgs.literals': literals,
  'SecretArgs.files': { items: { type: 'string', minLength: 1 } },
  'SecretArgs.name': { pattern: '^[a-z0-9.-]+$' },
  'Kustomization.namePrefix': { pattern: '^[^\\s/%]*$' },
  'Kustomization.nameSuffix': { pattern: '^[^\\s/%]*$' },
  'Kustomization.configurations': { items: { type: 'string', minLength: 1 } },
  'Kustomization.commonLabels': { deprecated: 'Use `labels`, which can leave selectors alone.' },
  'Kustomization.patchesStrategicMerge': { deprecated: 'Use `patches`.' },
  'Kustomization.patchesJson6902': { deprecated: 'Use `patches`.' },
  'Kustomization.imageTags': { deprecated: 'Use `images`.' },
  'Kustomization.vars': { deprecated: 'Use `replacements`.' },
  'Kustomization.bases': { deprecated: 'Use `resources`.' },
  'Kustomization.helmChartInflationGenerator': { deprecated: 'Use `helmCharts`.' },
  'ConfigMapArgs.env': { deprecated: 'Use `envs`, a list.' },
  'SecretArgs.env': { deprecated: 'Use `envs`, a list.' },
};

/** Fields without which a build fails. */
const requiredIn: Readonly<Record<string, readonly string[]>> = {
  // api/internal/generators/utils.go
  ConfigMapArgs: ['name'],
  // builtins/ReplacementTransformer.go
  TargetSelector: ['select'],
  SecretArgs: ['name'],
};

/** What a build asks of fields that belong together. */
const rulesOf: Readonly<Record<string, Schema['rules']>> = {
  // builtins/ReplacementTransformer.go
  ReplacementField: [
    must(
      "has(self.path) && self.path != '' || has(self.source) && has(self.targets) && size(self.targets) > 0",
      'a replacement needs a source and targets',
    ),
  ],
};
