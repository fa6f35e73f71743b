import { strict as assert } from 'node:assert';
import { Texts } from '../../../src/language/schema/texts.ts';
import { bundledSchemas } from '../../schemas.ts';
import { readTexts } from '../../texts.ts';
import { check as checkAll } from '../carets.ts';
import type { Files } from '../carets.ts';
import { hovering } from '../cursor.ts';
import { fixed } from '../fixed.ts';
import { fleet } from './fleet.ts';
import { typing } from './typing/typing.ts';

const head = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: demo
  namespace: flux-system
spec:
  interval: 1h
  chart:
    spec:
      chart: ./charts/demo
      sourceRef:
        kind: GitRepository
        name: flux-system
        namespace: flux-system
`;
const schema = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['host', 'image'],
  additionalProperties: false,
  definitions: { port: { type: 'integer', minimum: 1, maximum: 65535 } },
  properties: {
    host: { type: 'string', pattern: '^[a-z.]+$', description: 'Where people find it.' },
    image: {
      type: 'object',
      required: ['tag'],
      properties: { tag: { type: 'string' }, pull: { enum: ['Always', 'Never'] } },
    },
    service: { type: 'object', properties: { port: { $ref: '#/definitions/port' } } },
    mode: { oneOf: [{ const: 'fast' }, { type: 'integer' }] },
    list: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    memory: { type: ['string', 'null'], format: 'date' },
  },
});
const values = `# Where it is pulled from.
image:
  # -- The tag, as the registry has it.
  tag: "1.0"
service:
  port: 80 # of the pods
`;
const chart = {
  'charts/demo/Chart.yaml': 'apiVersion: v2\nname: demo\nversion: 1.0.0\n',
  'charts/demo/values.yaml': values,
  'charts/demo/values.schema.json': schema,
};
const path = 'clusters/home/demo.yaml';
const check = (text: string, more: Files = {}) => checkAll({ ...fleet, ...chart, ...more, [path]: head + text });

describe('helm/values', () => {
  it('is a value that the schema of a chart in this repository refuses', () => {
    check(`  values:
    host: Example
         #^^^^^^^ error helm/values
    service:
      port: "80"
           #^^^^ error helm/values
    mode: slow
         #^^^^ error helm/values
    list:
      - name: a
      - nam: b
       #^^^ error helm/values
    hots: b
   #^^^^ error helm/values
`);
  });

  it('is a value that is missing, also from the values of the chart', () => {
    check(`  values:
 #^^^^^^ error helm/values
    mode: fast
`);
    check(`  values:
    host: a
`);
    check(
      `  values:
    host: a
    image:
   #^^^^^ error helm/values
      pull: Never
`,
      { 'charts/demo/values.yaml': 'service:\n  port: 80\n' },
    );
  });

  it('is silent where the value is known later, or others have a say', () => {
    check('  values:\n    host: ${HOST}\n    service:\n      port: ${PORT}\n');
    check('  values:\n    mode: fast\n  valuesFrom:\n    - kind: Secret\n      name: a\n      optional: true\n');
    check('  values:\n    mode: slow\n  install:\n    disableSchemaValidation: true\n');
    check('  values:\n    host: a\n    memory: not a date\n    global:\n      a: 1\n');
    check('  values:\n    mode: fast\n', { 'charts/demo/charts/sub/Chart.yaml': 'name: sub\n' });
    check('  values:\n    a: 1\n', { 'charts/demo/values.schema.json': '{ "type": ' });
    check('  values:\n    a: 1\n', { 'charts/demo/values.schema.json': '{ "$ref": "https://example.com/x.json" }' });
  });

  it('is silent where a patch may change the release', () => {
    const apps = fleet['clusters/home/apps.yaml'] ?? '';
    const fast = '[{"op": "replace", "path": "/spec/values/mode", "value": "fast"}]';
    const patch = `    - target: { kind: HelmRelease, name: demo }\n      patch: '${fast}'\n`;
    const changing = apps.replace('spec:\n', `spec:\n  patches:\n${patch}`);
    checkAll({
      ...{ ...fleet, ...chart },
      'clusters/home/apps.yaml': changing,
      'apps/web/demo.yaml': `${head}  values:\n    mode: slow\n`,
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml']}  - demo.yaml\n`,
    });
  });

  it('is refused still where builds change something else', () =>
    checkAll({
      ...{ ...fleet, ...chart },
      'apps/web/demo.yaml': `${head}  values:\n    host: a\n    mode: slow\n         #^^^^ error helm/values\n`,
      'apps/web/kustomization.yaml': `labels: [{pairs: {team: web}}]\n${fleet['apps/web/kustomization.yaml']}  - demo.yaml\n`,
    }));

  it('is fixed by what is spelt alike, or allowed', () => {
    const text = `${head}  values:\n    host: a\n    servce:\n      port: 1\n`;
    assert.match(fixed({ ...fleet, ...chart, [path]: text }, path, 'Change to service'), /\n {4}service:\n/);
  });
});

describe('values of a chart in this repository', () => {
  const release = head;

  it('are completed from its schema and its values, what must be set first', () => {
    const { labels } = typing(`${release}  values:\n    |\n`, chart);
    assert.deepEqual(labels, ['host', 'image', 'service', 'mode', 'list', 'memory']);
    assert.deepEqual(typing(`${release}  values:\n    image:\n      pull: |\n`, chart).labels, ['Always', 'Never']);
    assert.match(typing(`${release}  values:\n    li|\n`, chart).expanding('list'), /\n {4}list:\n {6}- name: <>\n$/);
    assert.match(typing(`${release}  values:\n    service:\n      |\n`, chart).expanding('port'), /port: <80>\n$/);
  });

  it('are completed from its values alone where it has no schema', () => {
    const plain = { ...chart, 'charts/demo/values.schema.json': '' };
    assert.deepEqual(typing(`${release}  values:\n    |\n`, plain).labels, ['image', 'service']);
    checkAll({ ...fleet, ...plain, [path]: `${head}  values:\n    anything: 1\n` });
  });

  it('are completed in a patch of the release', () => {
    const patch =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: demo\nspec:\n  values:\n    |\n';
    typing(patch, { ...chart, 'release.yaml': release }).offers('host', 'service');
  });

  it('are explained, with where that is written', () => {
    const hover = (text: string) =>
      hovering(`${release}  values:\n${text}`, chart, 'a.yaml', {
        schemas: bundledSchemas(),
        texts: new Texts(readTexts),
      });
    const host = hover('    ho|st: a\n');
    assert.match(host, /^\*\*host\*\* string, required\n\nWhere people find it/);
    assert.match(host, /`charts\/demo\/values\.schema\.json`/);
    assert.match(hover('    image:\n      ta|g: a\n'), /The tag, as the registry has it[^]*Default: `1\.0`/);
    assert.match(hover('    im|age:\n      tag: a\n'), /Where it is pulled from/);
    assert.match(hover('    service:\n      po|rt: 1\n'), /of the pods[^]*Range: 1 to 65535/);
  });

  it('may be named as the fields of objects are', () => {
    const odd = {
      ...chart,
      'charts/demo/values.yaml': 'kind: a\nmetadata:\n  uid: b\nstatus: c\n',
      'charts/demo/values.schema.json': '',
    };
    assert.deepEqual(typing(`${release}  values:\n    |\n`, odd).labels, ['kind', 'metadata', 'status']);
  });
});
