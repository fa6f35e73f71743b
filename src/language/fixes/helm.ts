import { parseConstraint } from '../../flux/semver.ts';
import type { Manifest } from '../repository/manifest.ts';
import { pointerOf } from '../problems/helm.ts';
import type { HelmProblem } from '../problems/helm.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { Span } from '../yaml/text.ts';
import { draft, replace, withoutTaken } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';
import { addBefore, indentOf, overwrite, pairSpan, removeKey } from './edit.ts';

type At<C extends HelmProblem['code']> = Extract<HelmProblem, { readonly code: C }> & { readonly span: Span };

export const helmFixes: Fixes<HelmProblem> = {
  'helm/chart-choice': (it, manifest) =>
    it.both
      ? ['chart', 'chartRef'].flatMap((key) =>
          draft(manifest, it.span, `Remove ${key}`, (document) => removeKey(manifest, document, ['spec', key]), false),
        )
      : [],
  'helm/chart-from-oci': toChartRef,
  'helm/version-range': (it, manifest) =>
    versions(it.value).map((text) => ({ title: `Write "${text}"`, edits: [replace(manifest, it.span, text)] })),
  'helm/skip-crds': (it, manifest) =>
    draft(manifest, it.span, it.skips ? 'Use crds: Skip' : 'Remove skipCRDs', (document) => {
      const span = pairSpan(document, it.path);
      const hasCrds = document.nodeAt(['spec', 'install', 'crds']) !== undefined;
      if (!it.skips || hasCrds) return removeKey(manifest, document, it.path);
      return span && overwrite(manifest, span, 'crds: Skip');
    }),
  'helm/rollback-recreate': (it, manifest) =>
    draft(manifest, it.span, 'Remove recreate', (document) => removeKey(manifest, document, it.path)),
  'helm/drift-off': (it, manifest) =>
    draft(manifest, it.span, 'Enable drift detection', (document) =>
      addBefore(manifest, document, ['spec', 'driftDetection', 'ignore'], 'mode: enabled'),
    ),
  'helm/drift-pointer': (it, manifest) => [
    { title: `Change to "${pointerOf(it.value)}"`, edits: [replace(manifest, it.span, pointerOf(it.value))] },
  ],
  'helm/values': ({ refusal, span }, manifest) => {
    const fields = refusal.what === 'unknown' ? withoutTaken(manifest, span, refusal.similar) : [];
    const texts = refusal.what === 'enum' ? refusal.allowed : fields;
    return texts.slice(0, 5).map((it) => {
      const text = typeof it === 'string' ? scalarText(it) : JSON.stringify(it);
      return { title: `Change to ${text}`, edits: [replace(manifest, span, text)] };
    });
  },
};

/** The version moves to the OCIRepository, which may be in another file: so nobody should take this without a look. */
function toChartRef(it: At<'helm/chart-from-oci'>, manifest: Manifest): readonly Draft[] {
  const { name } = it;
  if (name === undefined) return [];
  return draft(
    manifest,
    it.span,
    'Use chartRef instead of chart',
    (document) => {
      const span = pairSpan(document, ['spec', 'chart']);
      if (span === undefined || document.nodeAt(['spec', 'chartRef']) !== undefined) return undefined;
      const inner = `\n${indentOf(manifest, span.start)}  `;
      const where = it.namespace === undefined ? '' : `${inner}namespace: ${it.namespace}`;
      const text = `chartRef:${inner}kind: OCIRepository${inner}name: ${name}${where}`;
      return overwrite(manifest, span, text);
    },
    false,
  );
}

/** What somebody who wrote no range most likely meant. */
function versions(text: string): readonly string[] {
  const tidy = text
    .trim()
    .replace(/^V/, 'v')
    .replace(/\s*(&&|\band\b)\s*/gi, ', ')
    .replace(/\s*\bor\b\s*/gi, ' || ');
  if (tidy === 'latest') return ['*'];
  const spaced = tidy.replaceAll(/(?<=[0-9xX*])(?=[<>=!~^])/g, ' ');
  return [tidy, spaced]
    .filter((it, at, all) => all.indexOf(it) === at && it !== text && parseConstraint(it))
    .slice(0, 1);
}
