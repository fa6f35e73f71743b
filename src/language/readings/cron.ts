const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The short forms, and what each stands for (robfig/cron v3, which Kubernetes uses). */
const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

interface Field {
  readonly any: boolean;
  /** Of a field that takes every so many. */
  readonly step?: number;
  readonly values: readonly number[];
}

interface Range {
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, the first for `least`. */
  readonly names?: readonly string[];
}

const ranges: readonly Range[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months.map((it) => it.slice(0, 3).toLowerCase()) },
  { least: 0, most: 6, names: days.map((it) => it.slice(0, 3).toLowerCase()) },
];

/** A schedule in words: `0 3 * * 1-5` is `at 03:00, on Monday to Friday`. `undefined` for what is no schedule. */
export function spellCron(text: string): string | undefined {
  const zone = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(text.trim());
  const plain = zone?.[2] ?? text.trim();
  const every = /^@every\s+(\S+)$/.exec(plain)?.[1];
  if (every !== undefined) return `every ${every}`;
  const parts = (macros[plain] ?? plain).split(/\s+/);
  const fields = parts.length === 5 ? parts.map((it, at) => fieldOf(it, ranges[at])) : [];
  const [minute, hour, day, month, weekday] = fields;
  if (!minute || !hour || !day || !month || !weekday) return undefined;
  const words = [timeWords(minute, hour), dayWords(day, weekday)];
  if (!month.any) words.push(`in ${list(month.values.map((it) => months[it - 1] ?? ''))}`);
  if (zone?.[1] !== undefined) words.push(`in the time zone ${zone[1]}`);
  return words.filter((it) => it !== '').join(', ');
}

function timeWords(minute: Field, hour: Field): string {
  const [first = 0] = minute.values;
  if (minute.any && minute.step === undefined) return hour.any ? 'every minute' : `every minute of ${hourWords(hour)}`;
  if (minute.step !== undefined) {
    const often = minute.step === 1 ? 'every minute' : `every ${minute.step} minutes`;
    return hour.any && hour.step === undefined ? often : `${often} of ${hourWords(hour)}`;
  }
  if (minute.values.length > 1 || hour.any) {
    const at = `at minute ${list(minute.values.map(String))}`;
    return `${at} of ${hour.any && hour.step === undefined ? 'every hour' : hourWords(hour)}`;
  }
  return hour.values.length > 6
    ? `at minute ${first} of ${hourWords(hour)}`
    : `at ${list(hour.values.map((it) => `${two(it)}:${two(first)}`))}`;
}

function hourWords({ any, step, values }: Field): string {
  if (any) return step === undefined ? 'every hour' : `every ${ordinal(step)} hour`;
  return `${values.length === 1 ? 'the hour' : 'the hours'} ${listOrRange(values, String)}`;
}

function dayWords(day: Field, weekday: Field): string {
  const days = weekday.any ? [] : [`on ${listOrRange(weekday.values, (it) => dayNames(it))}`];
  const ofMonth =
    day.any && day.step === undefined
      ? []
      : [
          day.any
            ? `every ${ordinal(day.step ?? 1)} day of the month`
            : `on day ${listOrRange(day.values, String)} of the month`,
        ];
  // Where both are given, one of them is enough.
  return [...ofMonth, ...days].join(' and also ');
}

function dayNames(day: number): string {
  return days[day % 7] ?? '';
}

function listOrRange(values: readonly number[], name: (value: number) => string): string {
  const [first = 0] = values;
  const last = values.at(-1) ?? first;
  const isRange = values.length > 2 && last - first === values.length - 1;
  return isRange ? `${name(first)} to ${name(last)}` : list(values.map(name));
}

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function ordinal(value: number): string {
  const tail = value % 100 > 10 && value % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${tail}`;
}

function fieldOf(text: string, range: Range | undefined): Field | undefined {
  if (!range) return undefined;
  const values = new Set<number>();
  for (const part of text.split(',').filter((it) => it !== '')) {
    const [, low, high, by] = /^(\*|\?|[\w]+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (low === undefined) return undefined;
    const isAny = low === '*' || low === '?';
    const from = isAny ? range.least : numberOf(low, range);
    const to = isAny ? range.most : high === undefined ? (by === undefined ? from : range.most) : numberOf(high, range);
    const step = Number(by ?? 1);
    if (from === undefined || to === undefined || from > to || step < 1) return undefined;
    if (isAny && text === part) return { any: true, ...(by !== undefined && { step }), values: [] };
    for (let at = from; at <= to; at += step) values.add(at);
  }
  return { any: false, values: [...values].sort((a, b) => a - b) };
}

function numberOf(text: string, { least, most, names }: Range): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}
