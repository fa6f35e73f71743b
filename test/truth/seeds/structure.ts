import { join, dirname } from 'node:path/posix';
import type { Place } from './places.ts';
import type { Ground, Seed } from './seed.ts';
import { lineAt, slip } from './seed.ts';

/** Faults that are more than a value, each with all that can be made of a repository. */
export function structureSeeds(ground: Ground): readonly Seed[] {
  return [
    ...entries(ground),
    ...keys(ground),
    ...documents(ground),
    ...cycles(ground),
    ...renamed(ground),
    ...variables(ground),
    ...markers(ground),
  ];
}

const flux = /toolkit\.fluxcd\.io\//;

/** Entries of kustomization files that stand twice, are lost, or lose their file. */
function entries(ground: Ground): readonly Seed[] {
  return ground.places.flatMap((it) => {
    if (it.kind !== 'kustomize' || it.field !== 'resources.*' || it.value.includes('://')) return [];
    const text = ground.texts.get(it.path) ?? '';
    const target = join(dirname(it.path), it.value);
    const isFile = ground.texts.has(target);
    const line = lineSpan(text, it.span.start);
    if (!/^\s*- \S+$/.test(text.slice(line.start, line.end).trimEnd())) return [];
    const whole = text.slice(line.start, line.end);
    const isThere = isFile || [...ground.texts.keys()].some((one) => one.startsWith(`${target}/`));
    if (!isThere) return [];
    const own = lineAt(text, it.span.start);
    const twice = text.slice(0, line.end) + whole + text.slice(line.end);
    const without = text.slice(0, line.start) + text.slice(line.end);
    const seeds: Seed[] = [
      {
        fault: 'an entry twice',
        label: `${it.path}: ${it.value}`,
        changes: new Map([[it.path, twice]]),
        found: [{ path: it.path, line: own }, { path: it.path, line: own + 1 }],
        codes: /^build\/(entry-twice|duplicate-object)$/,
      },
    ];
    if (!isFile) return seeds;
    const isOther = text.split(it.value).length === 2;
    if (isOther && !/^resources: *\n *- [^\n]*\n*$/m.test(text))
      seeds.push({ fault: 'an entry lost', label: target, changes: new Map([[it.path, without]]), found: [{ path: target }], codes: /^build\/orphan$/ });
    seeds.push({
      fault: 'a file deleted',
      label: target,
      changes: new Map([[target, undefined]]),
      found: [{ path: it.path, line: own }],
      codes: /^(kustomization\/entry-missing|build\/)/,
    });
    return seeds;
  });
}

/** Keys that stand twice, are written wrongly, or are missing. */
function keys(ground: Ground): readonly Seed[] {
  return ground.places.flatMap((it) => {
    const text = ground.texts.get(it.path) ?? '';
    const { keySpan } = it;
    const line = lineSpan(text, it.span.start);
    const whole = text.slice(line.start, line.end);
    if (keySpan === undefined || !/^\s*\w+: \S[^{}[\]]*\n$/.test(whole) || it.field.endsWith('*')) return [];
    const own = lineAt(text, it.span.start);
    const found = [{ path: it.path, line: own }];
    const seeds: Seed[] = [];
    const add = (fault: string, changed: string, codes: RegExp, places: Seed['found'] = found): void =>
      void seeds.push({ fault, label: `${it.path}: ${it.field}`, changes: new Map([[it.path, changed]]), found: places, codes });
    if (/^spec\.|^metadata\.name/.test(it.field))
      add('a key twice', text.slice(0, line.end) + whole + text.slice(line.end), /^yaml\/duplicate-key$/, [
        ...found,
        { path: it.path, line: own + 1 },
      ]);
    if (/^spec\.[a-zA-Z]+$/.test(it.field) && (flux.test(it.kind) || /^(apps|batch)?\//.test(it.kind))) {
      const key = slip(text.slice(keySpan.start, keySpan.end), ground);
      if (key !== undefined)
        add('a field', text.slice(0, keySpan.start) + key + text.slice(keySpan.end), /^schema\/(unknown|dropped)-field$/);
    }
    if (flux.test(it.kind) && /^spec\.(interval|prune|url)$/.test(it.field))
      add('a field left out', text.slice(0, line.start) + text.slice(line.end), /^schema\/required$/, [{ path: it.path }]);
    if (/^spec\./.test(it.field) && whole.startsWith('  '))
      add('a tab', text.slice(0, line.start) + whole.replace(/^ +/, '\t') + text.slice(line.end), /^yaml\/syntax$/, [
        ...found,
        { path: it.path, line: own - 1 },
        { path: it.path, line: own + 1 },
      ]);
    return seeds;
  });
}

/** Objects that stand twice in one file. */
function documents(ground: Ground): readonly Seed[] {
  return ground.places.flatMap((it) => {
    if (it.field !== 'metadata.name' || it.kind === 'kustomize') return [];
    const text = ground.texts.get(it.path) ?? '';
    const copy = `${text.trimEnd()}\n---\n${text.slice(it.around.start, it.around.end).trim()}\n`;
    return {
      fault: 'an object twice',
      label: `${it.path}: ${it.kind} ${it.name}`,
      changes: new Map([[it.path, copy]]),
      found: [{ path: it.path }],
      codes: /^build\/duplicate-object$/,
    };
  });
}

/** A dependency that waits for its dependent. */
function cycles(ground: Ground): readonly Seed[] {
  return ground.places.flatMap((it) => {
    if (it.field !== 'spec.dependsOn.*.name' || !flux.test(it.kind)) return [];
    const target = ground.places.find(
      (other) =>
        other.kind === it.kind &&
        other.name === it.value &&
        other.field === 'metadata.name' &&
        other.namespace === it.namespace &&
        dirname(other.path) === dirname(it.path),
    );
    const text = target && ground.texts.get(target.path);
    if (target === undefined || text === undefined || text.includes('dependsOn') || text.includes('\n---')) return [];
    const namespace = it.namespace === undefined ? '' : `\n      namespace: ${it.namespace}`;
    const changed = text.replace(/^spec:\n/m, `spec:\n  dependsOn:\n    - name: ${it.name}${namespace}\n`);
    return {
      fault: 'a cycle',
      label: `${target.path} waits for ${it.name}`,
      changes: new Map([[target.path, changed]]),
      found: [{ path: it.path }, { path: target.path }],
      codes: /^dependency\/cycle$/,
    };
  });
}

/** Sources whose name changes, and nobody follows. */
function renamed(ground: Ground): readonly Seed[] {
  const mentions = ground.places.filter((it) => /(sourceRef|chartRef|imageRepositoryRef|providerRef)\.name$/.test(it.field));
  return ground.places.flatMap((it) => {
    if (it.field !== 'metadata.name' || !/(GitRepository|OCIRepository|HelmRepository|ImageRepository|Provider)$/.test(it.kind)) return [];
    const found = mentions.filter((one) => one.value === it.value).map(({ path }) => ({ path }));
    const isAlone = ground.places.filter((one) => one.field === it.field && one.value === it.value && one.kind === it.kind).length === 1;
    if (found.length === 0 || !isAlone) return [];
    const text = ground.texts.get(it.path) ?? '';
    const changed = `${text.slice(0, it.span.start)}${it.value}-renamed${text.slice(it.span.end)}`;
    return { fault: 'an object renamed', label: `${it.path}: ${it.name}`, changes: new Map([[it.path, changed]]), found, codes: /^reference\/missing$/ };
  });
}

/** Variables with another name, and some that Flux cannot read. */
function variables(ground: Ground): readonly Seed[] {
  return ground.places.flatMap((it: Place) => {
    const match = /\$\{(\w+)\}/.exec(it.value);
    if (match === null || it.kind === 'kustomize') return [];
    const text = ground.texts.get(it.path) ?? '';
    const at = text.indexOf(match[0], it.span.start);
    if (at < 0 || at > it.span.end) return [];
    const name = slip(match[1] ?? '', ground);
    const line = lineAt(text, at);
    const seed = (fault: string, word: string, codes: RegExp): Seed => ({
      fault,
      label: `${it.path}:${line} ${match[0]} -> ${word}`,
      changes: new Map([[it.path, text.slice(0, at) + word + text.slice(at + match[0].length)]]),
      found: [{ path: it.path, line }],
      codes,
    });
    return [
      ...(name === undefined ? [] : [seed('a variable', `\${${name}}`, /^variable\/unset$/)]),
      seed('a form of variables', `\${${match[1] ?? ''}-x}`, /^variable\/malformed$/),
    ];
  });
}

/** Markers of image automation. */
function markers(ground: Ground): readonly Seed[] {
  return [...ground.texts].flatMap(([path, text]) =>
    [...text.matchAll(/\{"\$imagepolicy": "([^":]+):([^":]+)/g)].flatMap((match) => {
      const name = slip(match[2] ?? '', ground);
      if (name === undefined) return [];
      const at = match.index + match[0].length - (match[2] ?? '').length;
      const changed = text.slice(0, at) + name + text.slice(at + (match[2] ?? '').length);
      const found = [{ path, line: lineAt(text, at) }];
      return { fault: 'a marker', label: `${path}: ${match[0]} -> ${name}`, changes: new Map([[path, changed]]), found, codes: /^image\/marker-missing$/ };
    }),
  );
}

/** With the line end. */
function lineSpan(text: string, offset: number): { readonly start: number; readonly end: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, end: end < 0 ? text.length : end + 1 };
}
