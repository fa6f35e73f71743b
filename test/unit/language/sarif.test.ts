import assert from 'node:assert/strict';
import { codes } from '../../../src/language/messages.ts';
import { formatReport } from '../../../src/language/reportText.ts';
import type { Finding, Report } from '../../../src/language/report.ts';
import { sarifValidator } from '../../sarif.ts';

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
    };
    readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
    readonly results: readonly Result[];
  }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string } };
  }[];
}

const finding: Finding = {
  file: 'apps/web/ks.yaml',
  line: 12,
  column: 11,
  endLine: 12,
  endColumn: 22,
  severity: 'error',
  code: 'reference/missing',
  message: 'No GitRepository "web" is declared in namespace "apps".',
  resource: 'kustomize.toolkit.fluxcd.io/Kustomization apps/web',
};

function logOf(problems: readonly Finding[], root = '/srv/fleet'): Log {
  const report: Report = { version: 1, root, files: 1, resources: 1, milliseconds: 1, problems };
  return JSON.parse(formatReport(report, { output: 'sarif', colours: false, version: '1.2.3' })) as Log;
}

function resultsOf(problems: readonly Finding[]): readonly Result[] {
  return logOf(problems).runs[0]?.results ?? [];
}

describe('a report in SARIF', () => {
  const validate = sarifValidator();

  it('is valid for every code and severity, with and without an object', () => {
    const severities = ['error', 'warning', 'information', 'hint'] as const;
    const problems = codes.map((code, at): Finding => {
      const { resource = '', ...bare } = finding;
      return { ...bare, code, severity: severities[at % 4] ?? 'hint', ...(at % 2 === 0 && { resource }) };
    });
    assert.deepEqual(validate(logOf(problems)), []);
    assert.deepEqual(
      resultsOf(problems.slice(0, 4)).map((it) => it.level),
      ['error', 'warning', 'note', 'note'],
    );
    assert.deepEqual(validate(logOf([])), []);
  });

  it('is judged rightly: the schema refuses what the standard does not have', () => {
    assert.notDeepEqual(validate({ version: '2.1.0' }), []);
    const log = logOf([{ ...finding, line: 0 }]);
    assert.ok(
      validate(log).some((it) => it.includes('startLine')),
      validate(log).join(),
    );
    const loud = resultsOf([finding]).map((it) => ({ ...it, level: 'loud' }));
    assert.notDeepEqual(validate({ ...log, runs: [{ ...log.runs[0], results: loud }] }), []);
  });

  it('names each rule once, with a page, and each result its rule', () => {
    const log = logOf([finding]);
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map((it) => it.id),
      codes,
    );
    assert.equal(rules[log.runs[0]?.results[0]?.ruleIndex ?? -1]?.id, finding.code);
    for (const { id, helpUri } of rules) {
      assert.equal(new URL(helpUri).protocol, 'https:', id);
      assert.doesNotMatch(helpUri, /\s|undefined|[^:]\/\//, id);
    }
  });

  it('leads to files by references below the root, whatever they are called', () => {
    const names = [
      'apps/a b#c?d%.yaml',
      'größe/大.yaml',
      'c:/x.yaml',
      'half \ud800.yaml',
      '\u001b[31m.yaml',
      '../x.yaml',
    ];
    for (const root of ['/srv/my fleet', 'C:\\srv\\fleet', '\\\\server\\share\\fleet', '/']) {
      const log = logOf(
        names.map((file) => ({ ...finding, file })),
        root,
      );
      assert.deepEqual(validate(log), [], root);
      const base = log.runs[0]?.originalUriBaseIds['SRCROOT']?.uri ?? '';
      assert.match(base, /^file:\/\/.*\/$/);
      const places = (log.runs[0]?.results ?? []).map((it) => it.locations[0]?.physicalLocation.artifactLocation);
      assert.ok(places.every((it) => it?.uriBaseId === 'SRCROOT'));
      const resolved = places.slice(0, 3).map((it) => decodeURIComponent(new URL(it?.uri ?? '', base).pathname));
      const folder = decodeURIComponent(new URL(base).pathname);
      assert.deepEqual(
        resolved,
        names.slice(0, 3).map((it) => folder + it),
      );
    }
  });

  it('knows a problem again whose line has moved, and tells two of a kind apart', () => {
    const prints = (...problems: Finding[]) =>
      resultsOf(problems).map((it) => Object.values(it.partialFingerprints)[0]);
    const [one, other] = prints(finding, { ...finding, line: 30 });
    assert.notEqual(one, other);
    assert.deepEqual(prints({ ...finding, line: 40, endLine: 40 }), [one]);
    assert.notDeepEqual(prints({ ...finding, message: 'Another.' }), [one]);
    assert.notDeepEqual(prints({ ...finding, file: 'apps/other.yaml' }), [one]);
  });
});
