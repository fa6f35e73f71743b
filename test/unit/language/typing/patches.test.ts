import { strict as assert } from 'node:assert';
import { explain } from '../../../../src/language/typing/complete.ts';
import { bundledSchemas } from '../../../schemas.ts';
import { hovering, place } from '../../cursor.ts';
import type { Files } from '../../cursor.ts';
import { typing } from './typing.ts';

const schemas = bundledSchemas();
const path = 'apps/kustomization.yaml';
const web = `      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: web
`;
const inFile = (patch: string, after = ''): string => `resources: [web.yaml]\npatches:\n  - patch: |\n${patch}${after}`;
const inFlux = (patch: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
spec:
  patches:
    - target:
        kind: HelmRelease
      patch: |-
${patch}`;

describe('completion in patches that stand as text', () => {
  it('offers the keys of the patched kind, and writes them as deep as the patch is', () => {
    const text = inFile(`${web}      spec:\n        ¦\n`, '    target: {}\n');
    assert.equal(
      typing(text, {}, path).expanding('chartRef'),
      text.replace('¦', 'chartRef:\n          kind: <OCIRepository|HelmChart|ExternalArtifact>\n          name: <>'),
    );
    typing(inFile(`${web}      spec:\n        inst¦`), {}, path).offers('install', 'interval');
    typing(inFile(`${web}      ¦\n`), {}, path).offersOnly('spec');
    const crlf = inFile(`${web}      spec:\n        su¦\n`).replaceAll('\n', '\r\n');
    assert.match(typing(crlf, {}, path).expanding('suspend'), /\r\n {8}suspend: <true\|false>\r\n/);
  });

  it('puts a key where the mapping of the patch is, not where the cursor is', () => {
    const text = inFile(`${web}      spec:\n        interval: 5m\n      ¦\n        suspend: true\n`);
    assert.match(typing(text, {}, path).expanding('timeout'), /\n {8}timeout: <[^>]+>\n {8}suspend: true\n/);
  });

  it('offers values, and names of objects', () => {
    const source: Files = {
      'charts.yaml': 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: charts\n',
    };
    typing(inFile(`${web}      spec:\n        driftDetection:\n          mode: ¦\n`), {}, path).offersOnly(
      'enabled',
      'warn',
      'disabled',
    );
    const ref = `${web}      spec:\n        chartRef:\n          kind: OCIRepository\n          name: ¦\n`;
    typing(inFile(ref), source, path).offersOnly('charts');
  });

  it('begins a patch', () => {
    typing(inFile('      ¦\n', '    target: {kind: HelmRelease}\n'), {}, path).offersOnly(
      'apiVersion',
      'kind',
      'metadata',
      '- op, path',
    );
    typing(inFlux('        ¦'), {}, 'apps.yaml').offers('apiVersion', '- op, path');
  });

  it('knows the post-renderers of a release', () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
spec:
  postRenderers:
    - kustomize:
        patches:
          - target: {kind: Deployment}
            patch: |
              - op: replace
                path: /spec/rep¦
`;
    typing(release, {}, 'web.yaml').offers('/spec/replicas');
  });

  it('leaves the file around it alone', () => {
    typing(inFile(web, '    ¦\n'), {}, path).offersOnly('target', 'path', 'options');
    typing(inFile(web, 'nam¦\n'), {}, path).offers('namespace', 'namePrefix');
    const map = `apiVersion: v1\nkind: ConfigMap\ndata:\n  patch: |\n${web}      ¦\n`;
    typing(map).offersOnly();
    typing(
      `${inFile(web)}configMapGenerator:\n  - name: a\n    literals:\n      - |\n        ¦\n`,
      {},
      path,
    ).offersOnly();
  });
});

describe('completion in JSON patches', () => {
  const flux = (operation: string): ReturnType<typeof typing> => typing(inFlux(operation), {}, 'apps.yaml');

  it('offers operations, and what each is made of', () => {
    flux('        - op: ¦\n').offersOnly('add', 'replace', 'remove', 'move', 'copy', 'test');
    assert.match(flux('        - ¦\n').expanding('op, path'), /\n {8}- op: <add\|[a-z|]+>\n {10}path: <>/);
    flux('        - op: add\n          ¦\n').offersOnly('path', 'value', 'from');
  });

  it('offers where a pointer may lead, a step at a time', () => {
    flux('        - op: add\n          path: ¦\n').offers('/metadata', '/spec');
    const offers = flux('        - op: add\n          path: /spec/cha¦\n');
    offers.offers('/spec/chart', '/spec/chartRef');
    assert.match(offers.taking('/spec/chart'), /path: \/spec\/chart\n/);
    flux('        - op: add\n          path: /spec/dependsOn/¦\n').offersOnly('/spec/dependsOn/-', '/spec/dependsOn/0');
    flux('        - op: add\n          path: /spec/dependsOn/-/¦\n').offers('/spec/dependsOn/-/name');
    flux('        - op: add\n          path: /metadata/annotations/¦\n').offers(
      '/metadata/annotations/kustomize.toolkit.fluxcd.io~1prune',
    );
    flux('        - op: add\n          path: /spec/nothing/¦\n').offersOnly();
  });

  it('offers the value of what the pointer leads to', () => {
    const mode = '        - op: replace\n          path: /spec/driftDetection/mode\n          value: ¦\n';
    flux(mode).offersOnly('enabled', 'warn', 'disabled');
    flux('        - op: add\n          path: /spec/upgrade\n          value:\n            ¦\n').offers('crds');
    // Nobody says which kind it is.
    const other = inFlux(mode).replace('kind: HelmRelease', 'name: web');
    typing(other, {}, 'apps.yaml').offersOnly();
  });

  it('knows the operations in a file', () => {
    const files = { [path]: 'resources: [web.yaml]\npatches: [{path: p.yaml, target: {kind: HelmRelease}}]\n' };
    typing('- op: replace\n  path: /spec/int¦\n', files, 'apps/p.yaml').offers('/spec/interval');
    typing('- op: ¦\n', files, 'apps/other.yaml').offersOnly();
  });
});

describe('hover in patches that stand as text', () => {
  const told = (text: string, file = path): string => hovering(text, {}, file, { schemas });

  it('tells of the field, and reads the value', () => {
    assert.match(told(inFile(`${web}      spec:\n        tim¦eout: 90s\n`)), /^\*\*timeout\*\* string/);
    assert.match(told(inFile(`${web}      spec:\n        timeout: 9¦0s\n`)), /^= 1 minute 30 seconds/);
    assert.equal(told(inFile(`${web}      # wh¦y\n`)), '');
  });

  it('tells where a pointer leads', () => {
    const operation = '        - op: add\n          path: /spec/int¦erval\n          value: 5m\n';
    assert.match(told(inFlux(operation), 'apps.yaml'), /^\*\*interval\*\* string, required/);
    assert.match(told(inFlux(operation.replace('int¦erval', 'nothing¦')), 'apps.yaml'), /^\*\*path\*\*/);
  });

  it('explains what completion offers', () => {
    const { repository, offset } = place(inFile(`${web}      spec:\n        ¦\n`), {}, path, { schemas });
    const [one] = typing(inFile(`${web}      spec:\n        ¦\n`), {}, path).all.filter((it) => it.label === 'install');
    assert.ok(one && offset === one.replace.start);
    assert.match(explain(repository, path, one) ?? '', /^\*\*install\*\* object/);
  });
});
