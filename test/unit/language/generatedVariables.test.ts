import { check } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const shop = kustomization(
  'shop',
  '  path: ./shop\n  sourceRef: {kind: GitRepository, name: flux-system}\n  postBuild:\n    substitute: {domain: example.com}\n',
);
const files = (generators: string, values: string): Files => ({
  ...fleet,
  'clusters/home/shop.yaml': shop,
  'shop/kustomization.yaml': `namespace: web\n${generators}`,
  'shop/values.yaml': values,
  // Uses what is set, so that nothing is idle.
  'apps/web/notes.yaml': '# ${domain}\n',
});
const configMap = 'configMapGenerator:\n  - name: shop-values\n    files: [values.yaml]\n';

describe('variables in what becomes a ConfigMap', () => {
  it('are told when Flux does not set them, wherever they stand in the file', () => {
    check(files(configMap, 'host: ${domian}\n       #^^^^^^ error variable/unset\n'));
    check(files(configMap, '# of ${team}\n       ^^^^ error variable/unset\nhost: ${domain}\n'));
    check(files(configMap, 'host: ${domain-x}\n     #^^^^^^^^ error variable/malformed\n'));
    check(
      files(
        'configMapGenerator:\n  - name: shop\n    literals:\n      - HOST=${domian}\n              #^^^^^^ error variable/unset\n',
        '',
      ),
    );
  });

  it('are not told when they are set, or have a default', () => {
    check(files(configMap, 'host: ${domain}\nteam: ${team:=web}\nprice: $1, $(date), $${price}\n'));
  });

  it('are not told of Secrets, which are Base64 by then, of files that nothing generates from, and where people opt out', () => {
    check(files(configMap.replace('configMap', 'secret'), 'host: ${domian}\n'));
    check(files('resources: []\n', 'host: ${domian}\n'));
    const out = '    options:\n      annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n';
    check(files(configMap + out, 'host: ${domian}\n'));
    check(
      files(`${configMap}commonAnnotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n`, 'host: ${domian}\n'),
    );
  });
});
