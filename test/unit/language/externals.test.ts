import { check } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

describe('objects that a comment says to be elsewhere', () => {
  const more = (comment: string, mark: string): Files => ({
    ...fleet,
    'clusters/home/more.yaml': `${comment}${kustomization('more', `  path: ./apps/web\n  sourceRef:\n    kind: GitRepository\n    name: platform\n${mark}`)}`,
  });
  const wrong = '          ^^^^^^^^ error reference/missing\n';

  it('are not missing in that file', () => {
    check(more('', wrong));
    check(more('# fluxwright-external: GitRepository/flux-system/platform\n', ''));
    check(more('# fluxwright-external: Bucket/*/a, GitRepository/*/plat*\n', ''));
  });

  it('are those that are named, and no others', () => {
    check(more('# fluxwright-external: GitRepository/other/platform\n', wrong));
    check({
      ...more('', wrong),
      'clusters/home/notes.yaml': '# fluxwright-external: GitRepository/flux-system/platform\n',
    });
  });

  it('may be ConfigMaps', () => {
    const values = (comment: string, mark: string): Files => ({
      ...fleet,
      'apps/web/release.yaml': `${comment}${fleet['apps/web/release.yaml'] ?? ''}  valuesFrom:\n    - kind: ConfigMap\n      name: values\n${mark}`,
    });
    check(values('', '            ^^^^^^ warning reference/object-missing\n'));
    check(values('# fluxwright-external: ConfigMap/web/values\n', ''));
  });
});
