import type { Section } from '../repository/manifest.ts';
import { readPlain } from '../yaml/plain.ts';
import { isBody, valueOf } from './body.ts';
import type { Body, Value } from './body.ts';
import { ValueMaker } from './valueMaker.ts';

/** The mapping a section holds; empty when it holds anything else. Kept with the section. */
export function bodyOf(section: Section): Body {
  return section.remember('body', () => {
    const value = valueIn(section, false);
    return isBody(value) ? value : {};
  });
}

/**
 * The mapping of a kustomization file, which another library reads than objects: `yes`, `no`, `on`, `off`, `y` and `n` are booleans in it
 * (sigs.k8s.io/yaml, YAML 1.1).
 */
export function settingsOf(section: Section): Body {
  return section.remember('settings', () => {
    const value = valueIn(section, true);
    return isBody(value) ? value : {};
  });
}

/** Whether a kustomization file is no YAML, so that some of what it says is not in its settings. Parses only what `settingsOf` has to parse. */
export function isTorn(section: Section): boolean {
  settingsOf(section);
  return section.isBroken;
}

function valueIn(section: Section, old: boolean): Value {
  const plain = section.isParsed ? undefined : readPlain(section.text, new ValueMaker(old));
  if (plain === undefined) return valueOf(section.parsed.document, old);
  section.noteWhole();
  return plain.contents;
}
