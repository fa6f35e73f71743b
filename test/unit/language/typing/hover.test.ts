import { strict as assert } from 'node:assert';
import { complete, explain } from '../../../../src/language/typing/complete.ts';
import { Texts } from '../../../../src/language/schema/texts.ts';
import { bundledSchemas } from '../../../schemas.ts';
import { readTexts } from '../../../texts.ts';
import { hovering, place } from '../../cursor.ts';

const knowledge = { schemas: bundledSchemas(), texts: new Texts(readTexts) };
const hover = (marked: string, path?: string): string => hovering(marked, {}, path, knowledge);
const head = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n';

describe('hover over a field', () => {
  it('tells what it does, its type, and where that is written', () => {
    const text = hover(`${head}spec:\n  inter|val: 5m\n`);
    assert.match(text, /^\*\*interval\*\* string, required\n\n\w/);
    assert.match(text, /- Form: a length of time, such as `30s`/);
    assert.match(text, /\n\n\*kustomize\\\.toolkit\\\.fluxcd\\\.io\/v1 Kustomization, Flux 2\\\.9\*$/);
  });

  it('tells the allowed values and the default', () => {
    const text = hover(
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  install:\n    cr|ds: Create\n',
    );
    assert.match(text, /- Allowed: `Skip`, `Create`, `CreateReplace`/);
  });

  it('tells the same over a value, after what the value means', () => {
    const text = hover(`${head}spec:\n  interval: 9|0m\n`);
    assert.match(text, /^= 1 hour 30 minutes \(`1h30m0s`\)\n\n\*\*interval\*\*/);
  });

  it('reads what no pattern tells to be a length of time or a quantity', () => {
    const instance = 'apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\n';
    const every = 'metadata:\n  annotations:\n    fluxcd.controlplane.io/reconcileEvery: "9|0m"\n';
    assert.match(hover(`${instance}${every}`), /^= 1 hour 30 minutes/);
    assert.match(hover(`${instance}spec:\n  storage:\n    size: 1|Ki\n`), /^= 1,024\n/);
    assert.doesNotMatch(hover(`${instance}metadata:\n  annotations:\n    example.com/every: "9|0m"\n`), /^=/);
  });

  it('tells what schedules, ranges and quantities mean', () => {
    assert.match(
      hover('apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: "0 3 |* * 1"\n'),
      /^= at 03:00, on Monday\n\n/,
    );
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n      version: 1|.x\n';
    assert.match(hover(release), /^= from 1\.0\.0, below 2\.0\.0\n\n/);
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  resources:\n    requests:\n      storage: 1|Gi\n';
    assert.match(hover(claim), /^= 1,073,741,824\n\n/);
  });

  it('knows lists, maps and what is in them', () => {
    assert.match(hover(`${head}spec:\n  depends|On:\n    - name: a\n`), /list of objects/);
    assert.match(hover(`${head}spec:\n  dependsOn:\n    - na|me: a\n`), /\*\*name\*\* string, required/);
    assert.match(hover('apiVersion: v1\nkind: ConfigMap\nda|ta:\n  a: b\n'), /\*\*data\*\* map/);
  });

  it('takes nothing that a CRD of the repository says for a link or a picture', () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.com
spec:
  group: example.com
  names: { kind: Thing, plural: things }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size:
                  type: string
                  description: '![x](https://evil.example/x.png) [y](command:z)'
                  enum: ['a\`b', big]
`;
    const text = hovering(
      'apiVersion: example.com/v1\nkind: Thing\nspec:\n  si|ze: big\n',
      { 'crd.yaml': crd },
      'a.yaml',
      knowledge,
    );
    assert.match(text, /^\*\*size\*\* string\n\n\\!\\\[x\\\]/);
    assert.match(text, /as declared in.* `crd\.yaml`/);
    assert.doesNotMatch(text, /!\[|\]\(/);
  });

  it('tells what a CRD of the repository says itself, in short', () => {
    const version = (name: string, text: string) => `  - additionalPrinterColumns:
    - description: not this
      jsonPath: .spec
      name: a
    name: ${name}
    schema:
      openAPIV3Schema:
        description: Thing is the Schema.
        type: object
        properties:
          spec:
            type: object
            properties:
              description:
                type: string
                description: A text of its own.
              parts:
                type: array
                items:
                  type: object
                  properties:
                    size:
                      description: ${text}
                      type: string
              sizes:
                additionalProperties:
                  description: "One size: \\"large\\"."
                  type: string
                type: object
`;
    const crd = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.com
spec:
  group: example.com
  names:
    kind: Thing
    plural: things
  scope: Namespaced
  versions:
${version('v1', '|-\n                        Size of <b>it</b>,\n\n                        in *meters*.')}${version('v2', 'How large it\n                        is.')}`;
    const told = (apiVersion: string, spec: string) =>
      hovering(
        `apiVersion: example.com/${apiVersion}\nkind: Thing\nspec:\n${spec}`,
        { 'crd.yaml': crd },
        'a.yaml',
        knowledge,
      );
    assert.match(told('v1', '  parts:\n    - si|ze: a\n'), /\n\nSize of \\<b\\>it\\<\/b\\>, in \\\*meters\\\*\\\.\n\n/);
    assert.match(told('v2', '  parts:\n    - si|ze: a\n'), /\n\nHow large it is\\\.\n\n/);
    assert.match(told('v2', '  sizes:\n    a|: b\n'), /One size\\: "large"/);
    assert.match(told('v1', '  desc|ription: b\n'), /A text of its own/);
    assert.match(told('v1', '  par|ts: []\n'), /^\*\*parts\*\* list of objects\n\n\*/);
  });

  it('says nothing of fields and kinds that nobody describes', () => {
    assert.equal(hover(`${head}spec:\n  no|pe: 5m\n`), '');
    assert.equal(hover('apiVersion: example.com/v1\nkind: Thing\nspec:\n  a|: 1\n'), '');
  });
});

describe('the explanation of a completion', () => {
  it('is what hover says of the key', () => {
    const at = place(`${head}spec:\n  |`, {}, undefined, knowledge);
    const one = complete(at.repository, at.path, at.offset).find((it) => it.label === 'prune');
    assert.ok(one);
    assert.equal(explain(at.repository, at.path, one), hover(`${head}spec:\n  pr|une: true\n`));
  });

  it('is the text of a whole object', () => {
    const at = place('|', {}, undefined, knowledge);
    const one = complete(at.repository, at.path, at.offset).find((it) => it.label === 'HelmRelease');
    assert.match((one && explain(at.repository, at.path, one)) ?? '', /```yaml\napiVersion: helm/);
  });
});
