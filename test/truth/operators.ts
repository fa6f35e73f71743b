import { breakers } from './breakers.ts';
import { looks, oddAnnotations, oddLabels } from './looks.ts';
import type { Random } from './random.ts';
import type { Path, Site, Tree, Value } from './tree.ts';
import { again, changed, isList, isTree, raw, renamed, sitesOf, valueAt } from './tree.ts';

/** Changes an object in one place; undefined where it has no fitting place. */
export type Operator = (object: Tree, random: Random) => Change | undefined;

export interface Change {
  readonly value: Value;
  readonly label: string;
}

/** Every way to get something wrong, by name. */
export const operators: Readonly<Record<string, Operator>> = {
  delete: atKey((object, { path }) => ({
    value: changed(object, path, () => undefined),
    label: `delete ${dotted(path)}`,
  })),
  misspell: atKey((object, { path }, random) => {
    const key = misspelt(String(path.at(-1)), random);
    return { value: renamed(object, path, key), label: `rename ${dotted(path)} to ${key}` };
  }),
  invent: atSite(isTree, (object, { path }, random) => {
    const key = random.oneOf(['foo', 'name', 'spec', 'enabled', 'interval', 'labels', 'type']);
    const value: Value = random.oneOf<Value>(['bar', { a: 'b' }, ['a'], true]);
    return {
      value: changed(object, path, (it) => (isTree(it) && !(key in it) ? { ...it, [key]: value } : it)),
      label: `add ${key}: ${JSON.stringify(value)} to ${dotted(path)}`,
    };
  }),
  retype: atSite(
    () => true,
    (object, { path, value }, random) => {
      const other = random.oneOf(othersThan(value));
      return {
        value: changed(object, path, () => other),
        label: `retype ${dotted(path)} to ${JSON.stringify(other)}`,
      };
    },
  ),
  move: moveOut,
  nest: atKey((object, { path, value }) => {
    const key = String(path.at(-1));
    return { value: changed(object, path, () => ({ [key]: value })), label: `put ${dotted(path)} into another ${key}` };
  }),
  plain: atSite(
    (it) => !isTree(it) && !isList(it),
    (object, { path }, random) => {
      const text = random.oneOf(looks);
      return { value: changed(object, path, () => raw(text)), label: `write ${dotted(path)} as ${text}` };
    },
  ),
  plainText: atSite(isText, (object, { path }, random) => {
    const text = random.oneOf(looks);
    return { value: changed(object, path, () => raw(text)), label: `write ${dotted(path)} as ${text}` };
  }),
  nothing: atSite(
    () => true,
    (object, { path }, random) => {
      const text = random.oneOf(['null', '~', '']);
      return { value: changed(object, path, () => raw(text)), label: `write ${dotted(path)} as nothing (${text})` };
    },
  ),
  empty: atSite(
    () => true,
    (object, { path, value }) => {
      const empty: Value = isList(value) ? [] : isTree(value) ? {} : '';
      return { value: changed(object, path, () => empty), label: `empty ${dotted(path)}` };
    },
  ),
  quote: atSite(
    (it) => typeof it === 'number' || typeof it === 'boolean',
    (object, { path, value }) => ({
      value: changed(object, path, () => raw(JSON.stringify(`${value as number}`))),
      label: `quote ${dotted(path)}`,
    }),
  ),
  twice: atKey((object, { path, value }) => {
    const key = String(path.at(-1));
    const twin = (it: Value): Value => (isTree(it) ? { ...it, [again(key)]: value } : it);
    return { value: changed(object, path.slice(0, -1), twin), label: `write ${dotted(path)} twice` };
  }),
  repeat: atSite(
    (it) => isList(it) && it.length > 0,
    (object, { path, value }, random) => {
      const item = random.oneOf(value as readonly Value[]);
      return {
        value: changed(object, path, (it) => [...(it as readonly Value[]), item]),
        label: `repeat an item of ${dotted(path)}`,
      };
    },
  ),
  otherText: atSite(isText, (object, { path, value }, random) => {
    const old = value as string;
    const text = random.oneOf([`${old}x`, old.toUpperCase(), old.toLowerCase(), ` ${old}`, `x${old}`, 'x'.repeat(300)]);
    return { value: changed(object, path, () => text), label: `write ${dotted(path)} as ${text.slice(0, 60)}` };
  }),
  duration: atSite(
    (it) => typeof it === 'string' && /^(\d+(h|m|s|ms))+$/.test(it),
    (object, { path }, random) => {
      const text = random.oneOf(['1d', '10', '-1m', '5M', '1h30', '1.5h', '500us', '1h 30m', '0s', '1m0.5s', 'PT5M']);
      return { value: changed(object, path, () => text), label: `write ${dotted(path)} as ${text}` };
    },
  ),
  number: atSite(
    (it) => typeof it === 'number',
    (object, { path, value }, random) => {
      const number = random.oneOf([-1, 0, 1.5, 70_000, 2 ** 31, 2 ** 53, -Number(value)]);
      return { value: changed(object, path, () => number), label: `write ${dotted(path)} as ${number}` };
    },
  ),
  quantity: atSite(
    (it) => typeof it === 'string' && /^[0-9]+(m|[KMG]i?)$/.test(it),
    (object, { path }, random) => {
      const text = random.oneOf(['1Gx', '1gb', '-1', '0.5', '1e3', '1 Gi', '100M', '1Mib', '.5Gi', '1.5']);
      return { value: changed(object, path, () => text), label: `write ${dotted(path)} as ${text}` };
    },
  ),
  name: (object, random) => {
    const name = random.oneOf([
      'Web',
      'web_app',
      '-web',
      'web.',
      'a'.repeat(64),
      'a'.repeat(254),
      'we b',
      'web.app',
      '1web',
    ]);
    return { value: changed(object, ['metadata', 'name'], () => name), label: `name it ${name.slice(0, 70)}` };
  },
  label: (object, random) => {
    const [key, value] = random.oneOf(oddLabels);
    const add = (it: Value): Value => {
      if (!isTree(it)) return it;
      return { ...it, labels: { ...(it['labels'] as Tree | undefined), [key]: raw(value) } };
    };
    return { value: changed(object, ['metadata'], add), label: `label it ${key.slice(0, 70)}: ${value.slice(0, 70)}` };
  },
  annotation: (object, random) => {
    const [key, value] = random.oneOf(oddAnnotations);
    const add = (it: Value): Value => {
      if (!isTree(it)) return it;
      return { ...it, annotations: { ...(it['annotations'] as Tree | undefined), [key]: raw(value) } };
    };
    return { value: changed(object, ['metadata'], add), label: `annotate it ${key.slice(0, 70)}: ${value}` };
  },
  header: (object, random) => {
    const kind = object['kind'] as string;
    const version = object['apiVersion'] as string;
    const [key, text] = random.oneOf<readonly [string, string]>([
      ['kind', `${kind}s`],
      ['kind', kind.toLowerCase()],
      ['apiVersion', version.replace(/v\d.*$/, 'v9')],
      ['apiVersion', version.split('/').at(-1) ?? ''],
      ['apiVersion', `${version}/x`],
    ]);
    return { value: changed(object, [key], () => text), label: `write ${key} as ${text}` };
  },
  rule: (object, random) => {
    const fitting = breakers.filter((it) => it.kind === object['kind'] && it.fits(object));
    if (fitting.length === 0) return undefined;
    const breaker = random.oneOf(fitting);
    return { value: breaker.change(object), label: breaker.label };
  },
};

function atSite(fits: (it: Value) => boolean, change: (object: Tree, site: Site, random: Random) => Change): Operator {
  return (object, random) => {
    const sites = sitesOf(object).filter(({ value }) => fits(value));
    return sites.length === 0 ? undefined : change(object, random.oneOf(sites), random);
  };
}

/** A place that is an entry of a mapping. */
function atKey(change: (object: Tree, site: Site, random: Random) => Change): Operator {
  return (object, random) => {
    const sites = sitesOf(object).filter(({ path }) => typeof path.at(-1) === 'string');
    return sites.length === 0 ? undefined : change(object, random.oneOf(sites), random);
  };
}

/** An entry goes to the mapping around its own. */
function moveOut(object: Tree, random: Random): Change | undefined {
  const sites = sitesOf(object).filter(({ path }) => path.length > 1 && typeof path.at(-1) === 'string');
  if (sites.length === 0) return undefined;
  const { path, value } = random.oneOf(sites);
  const key = String(path.at(-1));
  const around = mappingAround(object, path);
  const without = changed(object, path, () => undefined);
  const put = (it: Value): Value => (isTree(it) && !(key in it) ? { ...it, [key]: value } : it);
  return { value: changed(without, around, put), label: `move ${dotted(path)} to ${dotted(around) || 'the top'}` };
}

function mappingAround(object: Tree, path: Path): Path {
  const above = path.slice(0, -1).map((_, index) => path.slice(0, index));
  return above.findLast((it) => isTree(valueAt(object, it))) ?? [];
}

function misspelt(key: string, random: Random): string {
  const at = random.below(key.length);
  return random.oneOf([
    key.slice(0, at) + key.slice(at + 1) || 'x',
    key.endsWith('s') ? key.slice(0, -1) || 'x' : `${key}s`,
    key.toLowerCase() === key ? key.toUpperCase() : key.toLowerCase(),
    key.replace(/[A-Z]/, (it) => `_${it.toLowerCase()}`),
    key.slice(0, at) +
      key
        .slice(at, at + 2)
        .split('')
        .reverse()
        .join('') +
      key.slice(at + 2),
  ]);
}

function othersThan(value: Value): readonly Value[] {
  const kinds: readonly (readonly [string, readonly Value[]])[] = [
    ['tree', [{ a: 'b' }]],
    ['list', [['a'], [{ a: 'b' }]]],
    ['string', ['text', 'true', '12']],
    ['number', [7]],
    ['boolean', [true]],
  ];
  const own = isTree(value) ? 'tree' : isList(value) ? 'list' : typeof value;
  return kinds.flatMap(([kind, values]) => (kind === own ? [] : values));
}

function isText(it: Value): boolean {
  return typeof it === 'string';
}

function dotted(path: Path): string {
  return path.join('.');
}
