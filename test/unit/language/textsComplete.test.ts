import { strict as assert } from 'node:assert';
import type { BundleKind } from '../../../src/language/schema/bundle.ts';
import type { KindSchema, Schema } from '../../../src/language/schema/schema.ts';
import { Texts, textFile } from '../../../src/language/schema/texts.ts';
import { bundledSchemas } from '../../schemas.ts';
import { readTexts, textFiles } from '../../texts.ts';

describe('texts for the fields of the bundled kinds', () => {
  const schemas = bundledSchemas();
  const files = textFiles();
  const described = schemas.bundle.index.kinds.filter(
    (row) => row.product !== 'kubernetes' || files.has(textFile(row.group, row.kind)),
  );
  const schemaOf = ({ group, version, kind }: BundleKind): KindSchema => {
    const found = schemas.find(group, version, kind);
    assert.ok(found, `${group}/${version} ${kind} has no schema`);
    return found;
  };

  it('exist for each kind and field of Flux, of Flux Operator and of kustomization files', () => {
    const texts = new Texts(readTexts);
    // Of former versions the fields that are gone have none: nobody is to write them any more.
    const complete = described.filter((row) => row.product !== 'kubernetes' && row.product !== 'former');
    const products = new Set(complete.map((row) => row.product));
    assert.deepEqual([...products].sort(), ['flux', 'kustomize', 'operator']);
    const missing = complete.flatMap((row) =>
      pathsOf(schemaOf(row))
        .filter((path) => isField(path) && texts.find(row.group, row.kind, path) === undefined)
        .map((path) => `${row.group} ${row.kind} ${path.join('.')}`),
    );
    assert.deepEqual(missing, []);
  });

  it('exist for the fields of core kinds that people meet daily', () => {
    const texts = new Texts(readTexts);
    const core = described.filter((row) => row.product === 'kubernetes');
    const found = new Set(
      core.flatMap((row) => pathsOf(schemaOf(row)).map((path) => texts.find(row.group, row.kind, path))),
    );
    assert.ok(found.size > 400, `${found.size} different texts`);
    for (const [group, kind, path] of daily)
      assert.ok(texts.find(group, kind, path.split('.')), `${kind} has no text for ${path}`);
  });

  it('stand for no field that is not there', () => {
    const texts = new Texts((file) => readPlaces(files, file));
    const found = new Set(
      described.flatMap((row) => pathsOf(schemaOf(row)).map((path) => texts.find(row.group, row.kind, path))),
    );
    const anyKey = (last: string) => (last.startsWith('[') ? '.*' : '*');
    // What is true of any key of a map may be said more exactly of one.
    const isFound = (place: string) => found.has(place) || found.has(place.replace(/\["[^"]+"\]$|[^. ]+$/, anyKey));
    const places = [...files].flatMap(([file, { fields = {} }]) =>
      Object.keys(fields).map((path) => `${file} ${path}`),
    );
    assert.deepEqual(
      places.filter((place) => !isFound(place)),
      [],
    );
  });
});

const daily: readonly (readonly [group: string, kind: string, path: string])[] = [
  ['apps', 'Deployment', 'spec.template.spec.containers.[].readinessProbe.httpGet.port'],
  ['apps', 'StatefulSet', 'spec.volumeClaimTemplates.[].spec.resources.requests.storage'],
  ['batch', 'CronJob', 'spec.jobTemplate.spec.template.spec.initContainers.[].env.[].valueFrom.secretKeyRef.name'],
  ['autoscaling', 'HorizontalPodAutoscaler', 'spec.scaleTargetRef.name'],
  ['', 'Service', 'spec.ports.[].targetPort'],
  ['', 'Secret', 'stringData.password'],
];

/** Texts that say where they stand, `podSpec hostNetwork`, so that equal ones are not taken for each other. */
function readPlaces(files: ReturnType<typeof textFiles>, file: string): string | undefined {
  const name = /^texts\/(.+)\.json$/.exec(file)?.[1] ?? '';
  const texts = files.get(name);
  if (texts === undefined) return undefined;
  const fields = Object.keys(texts.fields ?? {}).map((path) => [path, `${name} ${path}`]);
  return JSON.stringify({ ...texts, fields: Object.fromEntries(fields) as unknown });
}

/** Every path in a schema, that of the whole first, `[]` for items and `*` for keys of maps; definitions that hold themselves are entered once. */
function pathsOf({ schema, definitions }: KindSchema): string[][] {
  const found: string[][] = [];
  const walk = (given: Schema, path: string[], entered: readonly string[]) => {
    found.push(path);
    const { ref } = given;
    if (ref !== undefined && entered.includes(ref)) return;
    const at = ref === undefined ? given : (definitions[ref] ?? {});
    const inside = ref === undefined ? entered : [...entered, ref];
    for (const [name, child] of Object.entries(at.properties ?? {})) walk(child, [...path, name], inside);
    if (at.items) walk(at.items, [...path, '[]'], inside);
    if (at.additional !== undefined) walk(at.additional === true ? {} : at.additional, [...path, '*'], inside);
    else if (at.preserve) walk({}, [...path, '*'], inside);
  };
  walk(schema, [], []);
  return found;
}

function isField(path: readonly string[]): boolean {
  return path.at(-1) !== '[]' && path.at(-1) !== '*';
}
