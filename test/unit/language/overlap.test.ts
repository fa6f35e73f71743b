import { check } from '../carets.ts';
import { bundledSchemas } from '../../schemas.ts';
import { object } from './object.ts';

describe('what two rules see', () => {
  const schemas = bundledSchemas();
  const once = (kind: string, spec: string) => check(object(kind, `spec:\n  interval: 1h\n${spec}`), {}, schemas);

  it('is said once, by the one who knows more', () => {
    const under = (width: number, code: string) => `       ${'^'.repeat(width)} error ${code}\n`;
    once('GitRepository', `  url: git@github.com:a/b\n${under(18, 'source/git-url')}`);
    once('OCIRepository', `  url: https://ghcr.io/a/b\n${under(19, 'source/oci-url')}`);
    once('OCIRepository', '  url: oci://ghcr.io/a/b\n  timeout: 1d\n           ^^ error duration/invalid\n');
    const chart =
      '  chart:\n    spec:\n      chart: a\n      sourceRef:\n        name: ${X}\n        kind: OCIRepository\n';
    once('HelmRelease', `${chart}              ^^^^^^^^^^^^^ error helm/chart-from-oci\n`);
    const both = `${chart.replace('OCI', 'Helm')}  chartRef:\n  ^^^^^^^^ error helm/chart-choice\n    kind: OCIRepository\n    name: \${X}\n`;
    once('HelmRelease', both);
    // What is no text is none to read a pattern from.
    const alert = 'spec:\n  providerRef: {name: "${X}"}\n  eventSources: [{kind: Bucket, name: "*"}]\n';
    const wanted = '                  ^^ error schema/type\n                  ^^ warning notification/pattern\n';
    check(object('Alert', `${alert}  exclusionList: [+1]\n${wanted}`), {}, schemas);
    check(object('HelmRelease', 'spec:\n^^^^ error helm/chart-choice\n  interval: 1h\n'), {}, schemas);
  });
});
