import assert from 'node:assert/strict';
import { definitionsAt } from '../../../src/language/references/define.ts';
import { namedAt } from '../../../src/language/references/uses.ts';
import { check, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { bundledSchemas } from '../../schemas.ts';
import { fleet, kustomization } from './fleet.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\n';

function set(inputs: string, path: string, mark = ''): string {
  return `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: teams
  namespace: flux-system
spec:
${inputs}  resources:
    - apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: team-<< inputs.team >>
        namespace: flux-system
      spec:
        path: ${path}
${mark}        sourceRef: {kind: GitRepository, name: flux-system}
`;
}
const inline = '  inputs:\n    - {team: red, size: 1}\n    - {team: blue, size: 2}\n';
const after = (name: string, mark = '') =>
  kustomization(
    'after',
    `  path: ./after\n  sourceRef: {kind: GitRepository, name: flux-system}\n  dependsOn:\n    - name: ${name}\n${mark}`,
  );
const files = (teams: string, dependent: string): Files => ({
  ...fleet,
  'clusters/home/teams.yaml': teams,
  'clusters/home/after.yaml': dependent,
  'after/a.yaml': config,
  'teams/red/a.yaml': config.replace('name: a', 'name: red'),
  'teams/blue/a.yaml': config.replace('name: a', 'name: blue'),
});
const path = './teams/<< inputs.team >>';

describe('what a ResourceSet makes of its own inputs', () => {
  it('is declared under the names that come of them', () => {
    check(files(set(inline, path), after('team-red')));
    check(files(set(inline, path), after('team-green', '           #^^^^^^^^^^ error reference/missing\n')));
  });

  it('may be anything where providers bring more', () =>
    check(files(set(`${inline}  inputsFrom:\n    - selector: {matchLabels: {a: b}}\n`, path), after('team-green'))));

  it('leads to the template, and is renamed by hand', () => {
    const repository = repositoryOf(files(set(inline, path), after('team-red')));
    const file = 'clusters/home/after.yaml';
    const offset = (repository.text(file) ?? '').indexOf('team-red');
    assert.deepEqual(
      definitionsAt(repository, file, offset).map((it) => it.path),
      ['clusters/home/teams.yaml'],
    );
    assert.match(namedAt(repository, file, offset)?.refusal ?? '', /^A ResourceSet makes "team-red"/);
  });
});

describe('reference/input-missing', () => {
  it('is a name that one of the inputs lacks', () => {
    const some = '  inputs:\n    - {team: red}\n    - {team: blue, size: 2}\n';
    check(
      files(
        set(
          some,
          './teams/<< inputs.team >>',
          '        prune: << gt inputs.size 1 >>\n                           #^^^^ error reference/input-missing\n',
        ),
        after('team-red'),
      ),
    );
  });

  it('is none where providers or a strategy have a say, or the template asks first', () => {
    for (const more of ['  inputsFrom: [{name: more}]\n', '  inputStrategy: {name: Permute}\n'])
      check({
        ...files(set(`${inline}${more}`, path), after('team-red')),
        'clusters/home/more.yaml':
          'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSetInputProvider\nmetadata: {name: more, namespace: flux-system}\nspec: {type: Static}\n',
      });
    const asked = '        prune: << if hasKey inputs "big" >><< inputs.big >><< else >>true<< end >>\n';
    check(files(set(inline, path, asked), after('team-red')));
  });
});

describe('a folder that a ResourceSet would build', () => {
  it('is missing where one of its inputs leads nowhere', () =>
    check(
      files(
        set(
          inline.replace('team: blue', 'team: green'),
          path,
          '             #^^^^^^^^^^^^^^^^^^^^^^^^^ error path/missing\n',
        ).replace('        path', '        path'),
        after('team-red'),
      ),
    ));

  it('is not looked for in another repository, and where the input is not known', () => {
    check(
      files(
        set(inline.replace('team: blue', 'team: green'), path).replace('name: flux-system}', 'name: other}'),
        after('team-red'),
      ),
    );
    check(files(set(inline, './teams/<< inputs.team | upper >>'), after('team-red')));
  });
});

describe('the objects of a ResourceSet', () => {
  const from = (inputs: string, resources: string): string => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: apps
  namespace: flux-system
spec:
${inputs}  resources:
${resources}`;
  const source = (more: string): string => `    - apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata:
        name: app-<< inputs.id >>
        namespace: apps
      spec:
${more}`;
  const release = (name: string, mark = ''): string => `    - apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: app-<< inputs.id >>
        namespace: apps
      spec:
        interval: 1h
        chart:
          spec:
            chart: ./chart
            sourceRef:
              kind: GitRepository
              name: ${name}
${mark}`;
  const inputs =
    '  inputsFrom:\n    - {name: requests, apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSetInputProvider}\n';
  const provider = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: {name: requests, namespace: flux-system}
spec: {type: Static, defaultValues: {a: b}}
`;
  const judged = (resources: string): void =>
    check({ 'set.yaml': `${from(inputs, resources)}---\n${provider}` }, {}, bundledSchemas());

  it('are judged by the schemas of their kinds', () => {
    judged(
      source('        interval: 1d\n                 #^^ error duration/invalid\n        url: https://example.com/a\n'),
    );
    judged(
      source(
        '        interval: 1h\n        urls: https://example.com/a\n       #^^^^ error schema/unknown-field\n',
      ).replace('      spec:\n', '      spec:\n     #^^^^ error schema/required\n'),
    );
  });

  it('may hold anything where templates decide', () => {
    judged(
      source(
        '        interval: << inputs.interval >>\n        url: << inputs.url >>\n        ref: << inputs.ref | toJson >>\n',
      ),
    );
    judged(
      source(
        '        interval: 1h\n        ref:\n          branch: |-\n            << if inputs.branch >>main<< end >>\n',
      ),
    );
  });

  it('name each other as the template has it', () => {
    const url = '        interval: 1h\n        url: https://example.com/a\n';
    judged(source(url) + release('app-<< inputs.id >>'));
    judged(
      source(url) + release('ap-<< inputs.id >>', '                   #^^^^^^^^^^^^^^^^^^ warning reference/missing\n'),
    );
    judged(source(url) + release('else-<< inputs.id >>'));
    judged(source(url) + release('<< inputs.source >>'));
  });
});
