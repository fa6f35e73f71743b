import { check } from '../carets.ts';
import { object } from './object.ts';

describe('source/git-url and source/no-secret', () => {
  const git = (url: string, mark = '', more = '') =>
    object('GitRepository', `spec:\n  interval: 1h\n  url: ${url}\n${mark}${more}`);

  it('finds what Git takes and Flux does not', () => {
    check(git('git@github.com:org/repo', '       ^^^^^^^^^^^^^^^^^^^^^^^ error source/git-url\n'));
    check(git('github.com/org/repo', '       ^^^^^^^^^^^^^^^^^^^ error source/git-url\n'));
  });

  it('finds SSH and GitHub Apps without Secret', () => {
    check(git('ssh://git@github.com/org/repo', `       ${'^'.repeat(29)} error source/no-secret\n`));
    check(git('https://github.com/org/repo', '', '  provider: github\n            ^^^^^^ error source/no-secret\n'));
  });

  it('has nothing to say about good ones', () => {
    check(git('https://github.com/org/repo'));
    check(git('http://gitea.local/org/repo.git'));
    check(git('${URL}'));
    check(git('ssh://git@github.com/org/repo', '', '  secretRef:\n    name: key\n'));
    check(git('ssh://git@github.com/org/repo', '', '  secretRef: ${SECRET}\n'));
    check({
      'a/repo.yaml': git('ssh://git@github.com/org/repo'),
      'a/kustomization.yaml': 'resources: [repo.yaml]\npatches: [{path: patch.yaml}]\n',
      'a/patch.yaml': git('ssh://git@github.com/org/repo', '', '  secretRef:\n    name: key\n'),
    });
  });
});

describe('source/ref-ignored, source/range and source/pattern', () => {
  const git = (refs: string) =>
    object('GitRepository', `spec:\n  interval: 1h\n  url: https://example.com/r\n  ref:\n${refs}`);

  it('find what has no effect, or cannot be read', () => {
    check(git('    branch: main\n    ^^^^^^ information source/ref-ignored\n    tag: v1\n'));
    check(git('    semver: ">1 and <2"\n            ^^^^^^^^^^^ error source/range\n'));
    check(
      object(
        'OCIRepository',
        'spec:\n  interval: 1h\n  url: oci://ghcr.io/org/app\n  ref:\n    semver: 1.x\n    semverFilter: ".*(rc"\n                  ^^^^^^^ error source/pattern\n',
      ),
    );
    check(
      object(
        'ImagePolicy',
        'spec:\n  imageRepositoryRef:\n    name: ${NAME}\n  policy:\n    semver:\n      range: ""\n',
      ).replace('range: ""\n', 'range: newest\n             ^^^^^^ error source/range\n'),
    );
  });

  it('have nothing to say about one reference, a branch with its commit, and variables', () => {
    check(git('    branch: main\n    commit: 0a1b2c3\n'));
    check(git('    semver: ">=1.0.0-0 <2.0.0 || 3.x"\n'));
    check(git('    semver: ${RANGE}\n'));
    check(git('    tag: ""\n    branch: main\n'));
  });
});

describe('source/oci-url and source/helm-oci', () => {
  const oci = (url: string, more = '') => object('OCIRepository', `spec:\n  interval: 1h\n  url: ${url}\n${more}`);
  const helm = (url: string, more = '') => object('HelmRepository', `spec:\n  interval: 1h\n  url: ${url}\n${more}`);
  const under = (text: string) => `       ${'^'.repeat(text.length)} error source/oci-url\n`;

  it('find what names no repository', () => {
    for (const url of [
      'https://ghcr.io/org/app',
      'oci://ghcr.io/org/app:1.2',
      'oci://ghcr.io/org/app@sha256:abc',
      'oci://ghcr.io/Org/app',
      'oci://ghcr.io/a',
    ])
      check(oci(url, under(url)));
  });

  it('find a registry without type, and with a wrong one', () => {
    check(helm('oci://ghcr.io/org', `       ${'^'.repeat(17)} error source/helm-oci\n`));
    check(helm('oci://ghcr.io/org', '  type: default\n        ^^^^^^^ error source/helm-oci\n'));
  });

  it('have nothing to say about good ones', () => {
    check(oci('oci://ghcr.io/org/app'));
    check(oci('oci://registry.local:5000/app'));
    check(oci('oci://ghcr.io/${ORG}/app'));
    check(helm('oci://ghcr.io/org', '  type: oci\n'));
    check(helm('oci://ghcr.io/org', '  type: ${TYPE}\n'));
    check(helm('https://charts.example.com'));
  });
});

describe('image/*', () => {
  const repository = (image: string, mark = '') =>
    object('ImageRepository', `spec:\n  interval: 1h\n  image: ${image}\n${mark}`);
  const policy = (text: string) => object('ImagePolicy', `spec:\n  imageRepositoryRef:\n    name: \${NAME}\n${text}`);
  const under = (text: string) => `         ${'^'.repeat(text.length)} error image/name\n`;

  it('finds names with a scheme, a tag, other characters', () => {
    for (const image of [
      'https://ghcr.io/org/app',
      'ghcr.io/org/app:1.2',
      'ghcr.io/Org/app',
      'nginx@sha256:ab',
      'nginx:1',
    ])
      check(repository(image, under(image)));
  });

  it('finds exclusions that Go cannot read', () => {
    const mark = `${' '.repeat(32)}^^^^^^^ error image/filter\n`;
    check(repository('ghcr.io/org/app', `  exclusionList: ["^.*[.]sig$", "*.tmp"]\n${mark}`));
    check(repository('ghcr.io/org/app', '  exclusionList: ["^.*[.]sig$", "${PATTERN}"]\n'));
  });

  it('finds policies that choose in no way or in several', () => {
    check(policy('  policy:\n  ^^^^^^ error image/policy-missing\n    {}\n'));
    check(
      policy(
        '  policy:\n    semver:\n      range: 1.x\n    numerical:\n    ^^^^^^^^^ warning image/policy-ignored\n      order: asc\n',
      ),
    );
  });

  it('finds filters that Go cannot read and groups that they do not have', () => {
    const some = '  policy:\n    numerical:\n      order: asc\n  filterTags:\n';
    check(policy(`${some}    pattern: "(?=main)"\n             ^^^^^^^^^^ error image/filter\n`));
    check(
      policy(
        `${some}    pattern: ^main-(?P<ts>[0-9]+)\n    extract: $stamp\n             ^^^^^^ warning image/filter-group\n`,
      ),
    );
    check(policy(`${some}    pattern: ^main-([0-9]+)\n    extract: $2\n             ^^ warning image/filter-group\n`));
  });

  it('finds automation that cannot commit', () => {
    const automation = (text: string) =>
      object(
        'ImageUpdateAutomation',
        `spec:\n  interval: 1h\n  sourceRef:\n    kind: GitRepository\n    name: \${NAME}\n${text}`,
      );
    check(automation('').replace('  sourceRef:\n', '  sourceRef:\n  ^^^^^^^^^ error image/no-git\n'));
    const message = (text: string, mark = '') =>
      automation(`  git:\n    commit:\n      messageTemplate: |\n${mark}        ${text}\n`);
    const mark = '      ^^^^^^^^^^^^^^^ error image/template-field\n';
    check(message('{{range .Updated.Images}}{{println .}}{{end}}', mark));
    check(message('{{range .Changed.ImageResult.Images}}{{end}}', mark));
    check(message('{{range .Updated.Images}}{{println .}}{{end}}').replace('/v1', '/v1beta2'), { fluxVersion: '2.6' });
    check(message('{{range .Changed.Changes}}{{println .OldValue}}{{end}} .Updated'));
    check(message('{{range $x := .Changed.Objects}}{{$x.Updated}}{{end}}'));
  });

  it('has nothing to say about good ones', () => {
    for (const image of ['ghcr.io/org/app', 'nginx', 'registry.local:5000/org/app', '${IMAGE}', 'org/app_x.y-z'])
      check(repository(image));
    check(policy('  policy:\n    alphabetical: {}\n'));
    check(
      policy(
        '  policy:\n    numerical:\n      order: asc\n  filterTags:\n    pattern: ^(?P<a>x)-(y)$\n    extract: $a${a}$2$$b\n',
      ),
    );
  });
});

describe('notification/*', () => {
  const receiver = (text: string) => object('Receiver', `spec:\n  type: github\n  resources:\n${text}`);

  it('finds wildcards without labels and labels without wildcard', () => {
    check(receiver('    - kind: GitRepository\n      name: "*"\n            ^^^ error notification/wildcard\n'));
    check(
      receiver(
        '    - kind: GitRepository\n      name: app\n      matchLabels:\n      ^^^^^^^^^^^ warning notification/labels-ignored\n        a: b\n',
      ),
    );
  });

  it('finds filters that Go cannot read, and the old summary', () =>
    check(
      object(
        'Alert',
        'spec:\n  exclusionList:\n    - "waiting.*"\n    - "*.fail"\n      ^^^^^^^^ warning notification/pattern\n  summary: production\n  ^^^^^^^ warning notification/summary\n',
      ),
    ));

  it('finds addresses in which Flux sees no repository of a Git service', () => {
    const provider = (type: string, address: string) =>
      object('Provider', `spec:\n  type: ${type}\n  secretRef: {name: token}\n  address: ${address}\n`);
    const mark = (address: string) => `           ${'^'.repeat(address.length)} warning notification/address\n`;
    for (const address of ['github.com/acme/web', 'https://github.com/acme', 'https://github.com/acme/web/pulls'])
      check(provider('github', address) + mark(address));
    check(provider('gitlab', 'gitlab.com/acme/web') + mark('gitlab.com/acme/web'));
    for (const address of ['https://github.com/acme/web', 'git@github.com:acme/web.git', 'https://${HOST}/web'])
      check(provider('github', address));
    check(provider('gitlab', 'https://gitlab.com/acme/team/web'));
    check(provider('nats', 'nats.example.com'));
  });

  it('has nothing to say about good ones', () => {
    check(receiver('    - kind: GitRepository\n      name: "*"\n      matchLabels:\n        a: b\n'));
    check(object('Alert', 'spec:\n  eventSources:\n    - kind: GitRepository\n      name: "*"\n'));
    check(object('Alert', 'spec:\n  inclusionList: [".*succeeded.*"]\n  eventMetadata:\n    summary: x\n'));
  });
});

describe('source/ref-ignored of artifacts', () => {
  const oci = (ref: string) => object('OCIRepository', `spec:\n  url: oci://ghcr.io/org/app\n  ref:\n${ref}`);
  it('finds a tag that a range keeps from counting', () =>
    check(oci('    semver: 1.x\n    tag: "1.2"\n    ^^^ information source/ref-ignored\n')));
  it('has nothing to say about a tag for people beside a digest', () =>
    check(oci('    tag: "1.2"\n    digest: sha256:abc\n')));
});

describe('source/media-type', () => {
  const oci = (type: string, mark = '') =>
    object('OCIRepository', `spec:\n  url: oci://ghcr.io/org/app\n  layerSelector:\n    mediaType: ${type}\n${mark}`);
  it('finds slips of the type that charts have', () => {
    const slip = 'application/vnd.cncf.helm.chart.v1.tar+gzip';
    check(oci(slip, `               ${'^'.repeat(slip.length)} warning source/media-type\n`));
    const typo = 'application/vnd.cncf.helm.chart.contents.v1.tar+gzip';
    check(oci(typo, `               ${'^'.repeat(typo.length)} warning source/media-type\n`));
  });
  it('has nothing to say about that type and about others', () => {
    check(oci('application/vnd.cncf.helm.chart.content.v1.tar+gzip'));
    check(oci('application/vnd.oci.image.layer.v1.tar+gzip'));
    check(oci('application/vnd.cncf.flux.content.v1.tar+gzip'));
  });
});

describe('source/capture', () => {
  const generator = (to: string, pattern = '  pathPattern: "@git/apps/{app}/*"\n') =>
    `apiVersion: source.extensions.fluxcd.io/v1beta1\nkind: ArtifactGenerator\nmetadata:\n  name: one\n  namespace: apps\nspec:\n${pattern}  sources:\n    - { alias: git, kind: GitRepository, name: "\${NAME}" }\n  artifacts:\n    - name: "{app}"\n      copy:\n        - from: "@git/apps/{app}/**"\n          to: ${to}\n`;
  it('finds a part of a path that has no name', () =>
    check(generator('"@artifact/{ap}/"\n              ^^^^^^^^^^^^^^^^^ error source/capture')));
  it('has nothing to say about those that have, and where braces mean nothing', () => {
    check(generator('"@artifact/{app}/"'));
    check(generator('"@artifact/{ap}/"', ''));
  });
});
