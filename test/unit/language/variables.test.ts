import assert from 'node:assert/strict';
import { fixesFor } from '../../../src/language/fixes.ts';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import { kustomization } from './fleet.ts';
import { from, more, set, settings, source } from './postBuild.ts';

describe('variable/unset', () => {
  it('finds what the Kustomization does not set, wherever in the object', () =>
    check(
      more(
        '  a: ${A} ${NOPE} ${A:=x}\n           #^^^^ error variable/unset\n  b: |\n    one ${X:=d}\n    two ${Y^^}\n         #^ error variable/unset\n  # ${COMMENT}\n  ${K}: c\n   #^ error variable/unset\n',
        set('      A: b\n'),
      ),
    ));

  it('is a warning before Flux 2.9, which puts nothing in its place', () =>
    check(more('  a: ${NOPE}\n      #^^^^ warning variable/unset\n', set('      A: b\n')), { fluxVersion: '2.8' }));

  it('is silent where nothing is substituted, or the object opts out', () => {
    check(more('  a: ${NOPE}\n', ''));
    check(more('  a: ${NOPE}\n', '  postBuild: {}\n'));
    const files = more('  a: ${NOPE}\n', set('      A: b\n'));
    const cm = files['more/cm.yaml'] ?? '';
    for (const where of ['annotations', 'labels']) {
      const opt = `  ${where}:\n    kustomize.toolkit.fluxcd.io/substitute: disabled\n`;
      check({ ...files, 'more/cm.yaml': cm.replace('\ndata:', `\n${opt}data:`) });
    }
  });

  it('counts an opt-out only as it must be written', () => {
    const files = more('  a: ${NOPE}\n      #^^^^ error variable/unset\n', set('      A: b\n'));
    const cm = files['more/cm.yaml'] ?? '';
    const opt =
      '  annotations:\n    kustomize.toolkit.fluxcd.io/substitute: Disabled\n                                           #^^^^^^^^ warning metadata/control\n';
    check({ ...files, 'more/cm.yaml': cm.replace('\ndata:', `\n${opt}data:`) });
  });

  it('runs without variables when told to', () =>
    check(
      more(
        '  a: ${A:=b} ${NOPE}\n              #^^^^ error variable/unset\n',
        '  postBuild:\n    substituteStrategy: Always\n',
      ),
    ));

  it('knows ConfigMaps and Secrets of the repository, and generated ones', () => {
    const where = 'clusters/home/settings.yaml';
    const data = '  a: ${A} ${NOPE}\n           #^^^^ error variable/unset\n';
    check(more(data, from('ConfigMap', 'settings'), { [where]: settings('  A: b\n') }));
    check(more(data, from('Secret', 'settings'), { [where]: settings('  A: ENC[x]\n', 'Secret') }));
    check(
      more(data, from('ConfigMap', 'settings'), {
        'clusters/home/kustomization.yaml':
          'resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, more.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals:\n      - A=b\n',
      }),
    );
  });

  it('is silent where a source is not in the repository, optional or not, or has entries that no file shows', () => {
    const silent = '  a: ${A} ${NOPE}\n';
    check(more(silent, from('Secret', 'by-hand')));
    check(more(silent, from('Secret', 'by-hand', '        optional: true\n')));
    check(
      more(silent, from('ConfigMap', 'settings'), {
        'clusters/home/kustomization.yaml':
          'resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, more.yaml]\nconfigMapGenerator:\n  - name: settings\n    envs: [x.env]\n',
        'clusters/home/x.env': null,
      }),
    );
  });

  it('can be repaired in the object and in the Kustomization', () => {
    const repository = repositoryOf(more('  a: ${WORT}\n', set('      WORD: b\n')));
    const [problem] = problemsOf(repository, 'more/cm.yaml');
    assert.ok(problem);
    const fixes = fixesFor(repository, 'more/cm.yaml', problem);
    assert.deepEqual(
      fixes.map((it) => it.title),
      [
        'Change to "WORD"',
        'Set WORT in Kustomization "more"',
        'Give ${WORT} an empty default',
        'Keep "${WORT" as plain text with $$',
        'Put no variables into this object',
      ],
    );
    const edit = fixes[1]?.edits[0];
    assert.ok(edit);
    const text = repository.text(edit.path) ?? '';
    assert.ok(text.slice(0, edit.span.start).endsWith('      WORD: b'));
    assert.equal(edit.text, '\n      WORT: ""');
  });
});

describe('variable/malformed', () => {
  it('finds what Flux cannot read', () =>
    check(
      more(
        '  a: ${A-x}\n    #^^^ error variable/malformed\n  b: ${{ github.sha }}\n    #^^ error variable/malformed\n',
        set('      A: b\n'),
      ),
    ));

  it('is less sure where what follows in the object could be read as the end of it', () => {
    check(more('  c: ${A/b}\n    #^^^^^^ error variable/malformed\n', set('      A: b\n')));
    check(more('  c: ${A/b}\n    #^^^^^^ warning variable/malformed\n  d: a/b}\n', set('      A: b\n')));
  });

  it('is silent about escapes, other templates, and where nothing is substituted', () => {
    check(more('  a: $${A-x} $A $(A) {{ x }} $1\n', set('      A: b\n')));
    check(more('  a: ${A-x}\n', ''));
  });
});

describe('variable/not-substituted', () => {
  it('finds variables in names that nothing puts in', () =>
    check({
      ...more('  a: b\n', ''),
      'more/cm.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm-${A}\n          #^^^^ warning variable/not-substituted\n  namespace: web\ndata:\n  a: ${A}\n',
    }));
});

describe('variable/name', () => {
  it('finds names that Flux refuses', () =>
    check(
      {
        ...more('  a: b\n', ''),
        'clusters/home/more.yaml': kustomization(
          'more',
          `  path: ./more\n${source}${set('      A: b\n      a-b: c\n     #^^^ error variable/name\n      1a: c\n     #^^ error variable/name\n')}`,
        ),
      },
      { rules: { 'variable/unused': 'off' } },
    ));

  it('finds them in the sources too', () =>
    check({
      ...more('  a: b\n', ''),
      'clusters/home/settings.yaml': settings('  a.b: c\n'),
      'clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./more\n${source}${from('ConfigMap', 'settings\n             #^^^^^^^^ error variable/name')}`,
      ),
    }));
});

describe('variable/type', () => {
  it('finds texts that become numbers or booleans, quoted or not', () =>
    check(
      more(
        '  a: ${N}\n    #^^^^ error variable/type\n  b: "${N}"\n    #^^^^^^ error variable/type\n  c: ${T}\n    #^^^^ error variable/type\n  d: 1${N}\n    #^^^^^ error variable/type\n  e: ${X:=2}\n    #^^^^^^^ error variable/type\n',
        set('      N: "1"\n      T: "true"\n'),
      ),
    ));

  it('is silent about texts that stay texts', () =>
    check(
      more(
        '  a: a${N}\n  b: ${N} ${N}\n  c: ${WORD}\n  d: |\n    ${N}\n  e: "${N}: "\n  f: ${A}${N}${A}\n  g: ${X:=}\n',
        set('      N: "1"\n      WORD: hello\n      A: \'"\'\n'),
      ),
    ));

  it('says nothing where a number is right, or the value is not known', () => {
    check({
      ...more('  a: b\n', set('      N: "1"\n')),
      'more/cm.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  namespace: web\nspec:\n  replicas: ${N}\n',
    });
    check(more('  a: ${N}\n', from('Secret', 'by-hand')));
  });
});

describe('variable/unused', () => {
  it('finds variables that no file uses', () =>
    check({
      ...more('  a: ${A}\n', ''),
      'clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./more\n${source}${set('      A: b\n      IDLE: c\n     #^^^^ information variable/unused\n')}`,
      ),
    }));
});

describe('variable/operator', () => {
  it('finds operators that mean something else in a shell', () =>
    check(
      more(
        '  a: ${A:+d} ${A:?m}\n    #^^^^^^^ warning variable/operator\n            #^^^^^^^ warning variable/operator\n  b: ${A:=d} ${A:-d} ${A=d}\n',
        set('      A: b\n'),
      ),
    ));

  it('finds a default behind a colon alone, which Flux takes for a substring', () => {
    const files = more(
      '  a: ${A:5Gi} ${B:a.b}\n    #^^^^^^^^ warning variable/operator\n             #^^^^^^^^ warning variable/operator\n  b: ${A:0:3} ${A:2} ${A:-1} ${A:=5Gi} ${A:${B}} $${A:5Gi}\n',
      set('      A: bcd\n      B: c\n'),
    );
    check(files);
    const repository = repositoryOf(files);
    const [problem] = problemsOf(repository, 'more/cm.yaml');
    assert.ok(problem);
    assert.match(problem.message, /"5Gi" is no position: \$\{A\} stays whole/);
    const [fix] = fixesFor(repository, 'more/cm.yaml', problem);
    const edit = fix?.edits[0];
    assert.ok(edit);
    const text = repository.text(edit.path) ?? '';
    assert.ok(`${text.slice(0, edit.span.start)}${edit.text}${text.slice(edit.span.end)}`.includes('${A:=5Gi}'));
  });

  it('finds a default that is a number, when nothing is left of the value behind so many characters', () => {
    const files = more(
      '  a: x${PORT:8080}\n     #^^^^^^^^^^^^ warning variable/operator\n  b: ${LONG:3} ${PORT:-8080} ${EMPTY:3}x ${PORT:4:1}x\n',
      set('      PORT: "9090"\n      LONG: letters\n      EMPTY: ""\n'),
    );
    check(files);
    const [problem] = problemsOf(repositoryOf(files), 'more/cm.yaml');
    assert.match(problem?.message ?? '', /from position 8080 on, and the value of \$\{PORT\} ends before it/);
  });

  it('leaves texts alone where nothing is substituted', () => check(more('  a: ${A:5Gi}\n', '')));

  it('finds a default for what is set to nothing, which a shell would leave alone', () =>
    check(
      more('  a: ${A=d} ${A:=d} ${B=d}\n    #^^^^^^ warning variable/operator\n', set('      A: ""\n      B: b\n')),
    ));
});

describe('variable/double-dollar', () => {
  it('finds pairs that become one, and not those that are meant to', () =>
    check(
      more(
        '  a: pa$$word\n      #^^ warning variable/double-dollar\n  b: kill $$\n         #^^ warning variable/double-dollar\n  c: $$(date) $${A} $$A $$$$ ${A:=$$}\n',
        set('      A: b\n'),
      ),
    ));

  it('is silent where nothing is substituted', () => check(more('  a: pa$$word\n', '')));
});
