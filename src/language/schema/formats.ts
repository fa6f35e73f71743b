import { spellCron } from '../readings/cron.ts';
import { Quantity } from './quantity.ts';

/**
 * Whether a text has a format. Only those are here of which the API server's reading is known for certain; every other format takes any
 * text. `quantity` is resource.Quantity, `byte` base64 as Go decodes it.
 */
export const formats: Readonly<Record<string, ((text: string) => boolean) | undefined>> = {
  quantity: (it) => Quantity.of(it) !== undefined && it === it.trim(),
  byte: isBase64,
  'date-time': (it) => dateTime.test(it),
  date: (it) => /^\d{4}-\d{2}-\d{2}$/.test(it),
  cron: (it) => spellCron(it) !== undefined,
  'time-zone': isTimeZone,
  'micro-time': (it) => microTime.test(it),
  ipv4: (it) => isIPv4(it),
  uuid: (it) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(it),
};

/** The smallest and the largest integer of a format. */
export const ranges: Readonly<Record<string, readonly [number, number] | undefined>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
};

const microTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}(?:Z|[-+]\d{2}:\d{2})$/;
const dateTime = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[-+]\d{2}:?\d{2})?$/;

/** A name of the time zone database, which Go reads from files: small and capital letters count. */
function isTimeZone(text: string): boolean {
  if (!/^(?:[A-Z0-9][^/]*(?:\/(?!$)|$))*$/.test(text) || /(?:^|\/)(?:[A-Z]{4}|ETC\b)/.test(text)) return false;
  try {
    return text === '' || new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}

function isBase64(text: string): boolean {
  const bare = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, '') : text;
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare);
}

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((it) => /^(?:0|[1-9]\d{0,2})$/.test(it) && Number(it) < 256);
}
