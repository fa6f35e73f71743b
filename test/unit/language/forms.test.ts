import { check } from '../carets.ts';
import { object } from './object.ts';

describe('path/outside', () => {
  const path = (text: string, mark = '') =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: one\n  namespace: apps\nspec:\n  sourceRef:\n    kind: GitRepository\n    name: \${NAME}\n  path: ${text}\n${mark}`;
  it('finds paths that Flux holds in the source', () => {
    check(path('../other/apps', '        ^^^^^^^^^^^^^ warning path/outside\n'));
    check(path('./a/../../b', '        ^^^^^^^^^^^ warning path/outside\n'));
  });
  it('has nothing to say about paths that stay in', () => {
    check(path('./a/../b'));
    check(path('./a..b/..c'));
  });
});

describe('image/not-numeric', () => {
  const policy = (filter: string, choice = 'numerical') =>
    object(
      'ImagePolicy',
      `spec:\n  imageRepositoryRef:\n    name: \${NAME}\n  policy:\n    ${choice}: { order: asc }\n  filterTags:\n${filter}`,
    );
  it('finds tags that no policy can read as numbers', () =>
    check(policy("    pattern: '^main-[0-9]+$'\n             ^^^^^^^^^^^^^^^ error image/not-numeric\n")));
  it('has nothing to say where the number is taken out, or other tags may be there', () => {
    check(policy("    pattern: '^main-(?P<n>[0-9]+)$'\n    extract: $n\n"));
    check(policy("    pattern: '^[0-9]+$'\n"));
    check(policy("    pattern: '^main-[0-9]+$|^[0-9]+$'\n"));
    check(policy("    pattern: '^v?[0-9]+$'\n"));
    check(policy("    pattern: '^main-[0-9]+$'\n", 'alphabetical'));
  });
});
