import { durationSeconds } from '../../flux/duration.ts';
import type { Field } from '../typing/field.ts';
import { inlineCode } from '../markdown.ts';
import { spellCron } from './cron.ts';
import { normalDuration, spellDuration } from './duration.ts';
import { spellQuantity } from './quantity.ts';
import { spellRange } from './range.ts';

interface Reader {
  readonly of: (field: Field) => boolean;
  readonly read: (text: string) => string | undefined;
}

/** Fields that hold a range of versions, by kind. */
const rangeFields: readonly string[] = [
  'FluxInstance spec.distribution.version',
  'GitRepository spec.ref.semver',
  'HelmChart spec.version',
  'HelmRelease spec.chart.spec.version',
  'ImagePolicy spec.policy.semver.range',
  'OCIRepository spec.ref.semver',
];

/** Fields that hold a schedule, by kind. */
const scheduleFields: readonly string[] = ['CronJob spec.schedule', 'ResourceSetInputProvider spec.schedule.[].cron'];

/** Annotations of Flux Operator that hold a length of time, which no pattern says. */
const lengths = /^fluxcd\.controlplane\.io\/reconcile(?:Every|Timeout)$/;

const readers: readonly Reader[] = [
  { of: ({ path }) => path.at(-2) === 'annotations' && lengths.test(path.at(-1) ?? ''), read: readDuration },
  { of: ({ schema }) => /\(ms\|s\|m(?:\|h)?\)/.test(schema.pattern ?? ''), read: readDuration },
  { of: (field) => scheduleFields.includes(nameOf(field)), read: spellCron },
  {
    of: (field) => rangeFields.includes(nameOf(field)),
    read: (text) => (/^\*?$/.test(text) ? undefined : spellRange(text)),
  },
  {
    of: (field) => field.schema.format === 'quantity' || nameOf(field) === 'FluxInstance spec.storage.size',
    read: spellQuantity,
  },
];

/** What a value means, in words as Markdown: a length of time, a schedule, a range of versions, a quantity. */
export function readingOf(field: Field, text: string): string | undefined {
  const words = readers.find((it) => it.of(field))?.read(text);
  return words === undefined ? undefined : `= ${words}`;
}

/** A length of time in words, and as Flux writes it where that differs. */
export function readDuration(text: string): string | undefined {
  const seconds = durationSeconds(text);
  if (seconds === undefined) return undefined;
  const normal = normalDuration(text) ?? text;
  return `${spellDuration(seconds)}${normal === text ? '' : ` (${inlineCode(normal)})`}`;
}

function nameOf({ kind, path }: Field): string {
  return `${kind.kind} ${path.join('.')}`;
}
