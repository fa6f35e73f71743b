import assert from 'node:assert/strict';
import { diagnose } from '../../../src/language/diagnose.ts';
import { fixesFor } from '../../../src/language/fixes.ts';
import { bundledSchemas } from '../../schemas.ts';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { from, more, set, settings as entries } from './postBuild.ts';

const schemas = bundledSchemas();

/** The repository around the object is not what is looked at. */
const rules = {
  'schema/required': 'off',
  'build/namespace-missing': 'off',
  'variable/unused': 'off',
  'secret/plain': 'off',
} as const;
const settings = { rules };

/** Files in which the Kustomization `more` applies one object. */
function applied(object: string, postBuild: string, others: Files = {}): Files {
  return { ...more('  a: b\n', postBuild, others), 'more/object.yaml': object };
}

const workload = (spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: web
spec:
  selector: { matchLabels: { app: web } }
${spec}  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web
`;

const source = (spec: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: other
  namespace: flux-system
spec:
${spec}`;

const messagesOf = (files: Files) =>
  diagnose(repositoryOf(files, schemas), 'more/object.yaml', { rules, external: [] }).map((it) => it.message);

describe('values once their variables are put in', () => {
  it('are judged by type, with what stands there in the words', () => {
    const text = workload('  replicas: ${A}\n           #^^^^ error schema/type\n');
    check(applied(text, set('      A: many\n')), settings, schemas);
    assert.deepEqual(messagesOf(applied(workload('  replicas: ${A}\n'), set('      A: many\n'))), [
      '"spec.replicas" must be a whole number, not "many". Kustomization "more" makes "many" of it.',
    ]);
  });

  it('are silent where they are right then, in quotes or not', () => {
    check(applied(workload('  replicas: ${A}\n'), set('      A: "3"\n')), settings, schemas);
    check(applied(workload('  replicas: "${A}"\n'), set('      A: "3"\n')), settings, schemas);
    check(applied(workload('  replicas: ${A:=3}\n'), set('      B: "3"\n')), settings, schemas);
  });

  it('are silent where nobody can know', () => {
    const text = workload('  replicas: ${A}\n');
    check(applied(text, from('Secret', 'by-hand')), settings, schemas);
    check(applied(text, from('ConfigMap', 'by-hand', '        optional: true\n')), settings, schemas);
    check(
      applied(text, from('Secret', 'settings'), { 'clusters/home/settings.yaml': entries('  A: many\n', 'Secret') }),
      settings,
      schemas,
    );
  });

  it('are judged by enum, pattern, duration, bounds and name', () => {
    const text = source(
      '  interval: ${A}\n           #^^^^ error duration/invalid\n  url: https://${A}.example.com/${A}\n  provider: ${WORD}\n           #^^^^^^^ error schema/enum\n  ref:\n    branch: ${B}-${A}\n',
    );
    check(applied(text, set('      A: 1d\n      WORD: gitlab\n      B: x\n')), settings, schemas);
    check(
      applied(
        workload('  replicas: ${N}\n           #^^^^ error schema/bounds\n').replace(
          'name: web\n',
          'name: web_${N}\n       #^^^^^^^^ error schema/name\n',
        ),
        set('      N: "-1"\n'),
      ),
      settings,
      schemas,
    );
  });

  it('are judged by the rules that know Flux', () => {
    const text = source(
      '  interval: 1m\n  url: ${A}\n      #^^^^ error source/git-url\n  ref:\n    semver: "${B}"\n           #^^^^^^ error source/range\n',
    );
    check(applied(text, set('      A: git@example.com:a/b.git\n      B: newest\n')), settings, schemas);
    const right = source('  interval: 1m\n  url: ${A}\n  ref:\n    semver: "${B}"\n');
    check(applied(right, set('      A: https://example.com/b.git\n      B: 1.x\n')), settings, schemas);
  });

  it('are not judged by a default that Flux does not use', () => {
    const text = source('  interval: 1m\n  url: ${A:=git@example.com:a/b.git}\n');
    check(applied(text, set('      A: https://example.com/b.git\n')), settings, schemas);
    check(
      applied(
        source(
          '  interval: 1m\n  url: ${A:=git@example.com:a/b.git}\n      #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error source/git-url\n',
        ),
        set('      B: x\n'),
      ),
      settings,
      schemas,
    );
  });

  it('are text that became a number, wherever text must be', () => {
    const text = source(
      '  interval: 1m\n  url: https://example.com/b.git\n  ref:\n    branch: "${N}"\n           #^^^^^^ error variable/type\n',
    );
    check(applied(text, set('      N: "12"\n')), settings, schemas);
    check(
      applied(
        source('  interval: 1m\n  url: https://example.com/b.git\n  ref:\n    branch: v${N}\n'),
        set('      N: "12"\n'),
      ),
      settings,
      schemas,
    );
  });

  it('are nothing where a variable is empty', () => {
    const text = source(
      '  interval: 1m\n  url: https://example.com/b.git\n  ref:\n    branch: ${A}\n           #^^^^ error schema/null\n',
    );
    check(applied(text, set('      A: ""\n')), settings, schemas);
  });

  it('obey the rules of their kind together', () => {
    const policy = (interval: string) => `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: web
  namespace: flux-system
spec:
  imageRepositoryRef: { name: web }
  policy: { semver: { range: 1.x } }
  digestReflectionPolicy: \${A}
${interval}`;
    const variables = set('      A: Always\n');
    const found = problemsOf(repositoryOf(applied(policy(''), variables), schemas), 'more/object.yaml');
    assert.deepEqual(
      found.filter((it) => it.code === 'schema/rule').map((it) => it.message),
      [
        'The API server refuses this: spec.interval must be set when spec.digestReflectionPolicy is set to \'Always\'. So it is once Kustomization "more" has put in its variables.',
      ],
    );
    const right = problemsOf(repositoryOf(applied(policy('  interval: 1m\n'), variables), schemas), 'more/object.yaml');
    assert.deepEqual(
      right.filter((it) => it.code === 'schema/rule'),
      [],
    );
  });

  it('are left alone where they become more than a value', () => {
    const text = workload('  replicas: ${A}\n');
    check(applied(text, set("      A: '3 # three'\n")), settings, schemas);
    check(applied(text, set("      A: '{ a: b }'\n")), settings, schemas);
  });

  it('have no fix, for the value stands elsewhere', () => {
    const repository = repositoryOf(
      applied(source('  interval: ${A}\n  url: https://a.b/c\n'), set('      A: 1d\n')),
      schemas,
    );
    const [problem] = problemsOf(repository, 'more/object.yaml');
    assert.ok(problem);
    assert.deepEqual(fixesFor(repository, 'more/object.yaml', problem), []);
  });
});

describe('values around variables that nobody knows', () => {
  it('are wrong where no value could make them right', () => {
    const text = source(
      '  interval: ${A}d\n           #^^^^^ error duration/invalid\n  timeout: 1m${B}\n  url: ${A}\n  provider: my-${A}\n           #^^^^^^^ error schema/enum\n  suspend: not ${A}\n          #^^^^^^^^ error schema/type\n',
    );
    check(text, settings, schemas);
    check(applied(text, from('Secret', 'by-hand')), settings, schemas);
  });

  it('are left alone where one could', () => {
    const text = source(
      '  interval: ${A}h${B}m\n  timeout: ${A:=1}m\n  url: ${A}\n  provider: ${A}ic\n  suspend: "${A}"\n  ignore: ${A}\n',
    );
    check(text, settings, schemas);
    check(workload('  replicas: 1${A}\n  paused: ${A:-t${B}}\n'), settings, schemas);
    check(workload('  replicas: << inputs.replicas >>\n'), settings, schemas);
  });
});

describe('names and paths of variables', () => {
  const release = (name: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: other
  namespace: web
spec:
  interval: 1h
  chart:
    spec:
      chart: web
      sourceRef:
        kind: HelmRepository
        name: ${name}
        namespace: flux-system
`;

  it('are looked for as they become', () => {
    const wrong = release('${A}\n             #^^^^ error reference/missing');
    check(applied(wrong, set('      A: chart\n')), settings);
    check(applied(release('${A}'), set('      A: charts\n')), settings);
    assert.deepEqual(messagesOf(applied(release('${A}'), set('      A: chart\n'))).slice(-1), [
      'No HelmRepository "chart" is declared in namespace "flux-system". Did you mean "charts"? Kustomization "more" makes "chart" of it.',
    ]);
  });

  it('are left alone where nobody knows, and by defaults that Flux does not use', () => {
    check(applied(release('${A}'), from('Secret', 'by-hand')), settings);
    check(applied(release('${A:=none}'), set('      A: charts\n')), settings);
    check(
      applied(release('${A:=none}\n             #^^^^^^^^^^ error reference/missing'), set('      B: charts\n')),
      settings,
    );
  });
});
