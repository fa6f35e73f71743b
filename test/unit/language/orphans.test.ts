import assert from 'node:assert/strict';
import { fateOf, printFate } from '../../../src/language/build/owners.ts';
import { fixesFor } from '../../../src/language/fixes.ts';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const config = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: flux-system\n`;

describe('build/orphan', () => {
  const lost = config('lost').replace('kind: ConfigMap', 'kind: ConfigMap\n     #^^^^^^^^^ information build/orphan');

  it('is a manifest that the kustomization file above does not list', () => {
    check({ ...fleet, 'apps/web/lost.yaml': lost });
    check({ ...fleet, 'apps/web/deep/lost.yaml': lost });
  });

  it('is a file whose neighbours of the same name are listed', () => {
    const media = (more: string): Files => ({
      ...fleet,
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - ./plex/ks.yaml\n${more}`,
      'apps/web/plex/ks.yaml': kustomization(
        'plex',
        `  path: ./apps/web/plex/app\n${source}    namespace: flux-system\n`,
      ),
      'apps/web/plex/app/kustomization.yaml': `${head}resources: [a.yaml]\n`,
      'apps/web/plex/app/a.yaml': config('a'),
      'apps/web/sonarr/app/kustomization.yaml': `${head}resources: [b.yaml]\n`,
      'apps/web/sonarr/app/b.yaml': config('b'),
    });
    const sonarr = kustomization('sonarr', `  path: ./apps/web/sonarr/app\n${source}    namespace: flux-system\n`);
    const forgotten = sonarr.replace(
      'kind: Kustomization\n',
      'kind: Kustomization\n     #^^^^^^^^^^^^^ information build/orphan\n',
    );
    check({ ...media(''), 'apps/web/sonarr/ks.yaml': forgotten });
    check({ ...media('  - ./sonarr/ks.yaml\n'), 'apps/web/sonarr/ks.yaml': sonarr });
    for (const it of ['  # - ./sonarr/ks.yaml\n', '  #- sonarr/ks.yaml # later\n'])
      check({ ...media(it), 'apps/web/sonarr/ks.yaml': forgotten.replace('information', 'hint') });
  });

  it('says where a comment keeps a file or a folder out, and takes it back in', () => {
    const list = `${fleet['apps/web/kustomization.yaml'] ?? ''}  # - lost.yaml\n#  - deep # not yet\n`;
    const files = {
      ...fleet,
      'apps/web/kustomization.yaml': list,
      'apps/web/lost.yaml': lost.replace('information', 'hint'),
      'apps/web/deep/kustomization.yaml': `${head.replace('kind: Kustomization', '$&\n     #^^^^^^^^^^^^^ hint build/orphan')}resources: [a.yaml]\n`,
      'apps/web/deep/a.yaml': config('a'),
    };
    check(files);
    const repository = repositoryOf({ ...files, 'apps/web/lost.yaml': config('lost') });
    const [problem] = problemsOf(repository, 'apps/web/lost.yaml');
    assert.ok(problem);
    assert.match(problem.message, /commented out in apps\/web\/kustomization\.yaml, line 6\./);
    const edit = fixesFor(repository, 'apps/web/lost.yaml', problem)[0]?.edits[0];
    assert.ok(edit);
    assert.equal(
      list.slice(0, edit.span.start) + edit.text + list.slice(edit.span.end),
      list.replace('# - lost', '- lost'),
    );
    assert.match(
      printFate(fateOf(repository, 'apps/web/deep/a.yaml')),
      /commented out in .*kustomization\.yaml, line 7/,
    );
  });

  it('is none of: what is listed, patches, sources of generators, what nobody builds, values', () => {
    check({
      ...fleet,
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - config.yaml
configMapGenerator:
  - name: generated
    files:
      - source.yaml
patches:
  - path: patch.yaml
    target: {kind: ConfigMap}
`,
      'apps/web/config.yaml': config('config'),
      'apps/web/source.yaml': config('source'),
      'apps/web/patch.yaml': config('config'),
      'apps/web/values.yaml': 'a: 1\n',
      'apps/nobody/kustomization.yaml': head,
      'apps/nobody/a.yaml': config('a'),
    });
  });
});
