import { at } from '../build/body.ts';
import { bodyOf, settingsOf } from '../build/contents.ts';
import { isKustomize, sameFacts } from './facts.ts';
import type { Manifest, Section } from './manifest.ts';

/**
 * Whether two texts of a file say the same as far as other files are concerned. Of most objects the facts count; of what makes others, or
 * decides how they are built, the whole content.
 */
export function hasSameFacts(a: Manifest, b: Manifest, isPatch: boolean): boolean {
  if (a.documents.length !== b.documents.length || a.path.includes('templates/')) return false;
  return a.documents.every(({ facts, section }, index) => {
    const other = b.documents[index];
    if (other?.section === section) return true;
    if (other === undefined || !sameFacts(facts, other.facts)) return false;
    const { group, kind } = facts.header;
    const isFlux = group === 'kustomize.toolkit.fluxcd.io';
    const said = (it: Section): string => {
      // JSON patches and replacements are lists; definitions are long, and seldom edited without a change of what they say.
      if (kind === undefined || kind.value === 'CustomResourceDefinition') return it.text;
      if (isFlux) return JSON.stringify(buildFields.map((key) => at(bodyOf(it), 'spec', key) ?? null));
      if (!isKustomize(facts)) return JSON.stringify(bodyOf(it));
      // What a comment keeps out is told at the file that it keeps out.
      return JSON.stringify([settingsOf(it), it.text.match(/^[ \t]*#[ \t]*- .*$/gm)]);
    };
    const counts = isPatch || isKustomize(facts) || isFlux || kind === undefined || isReadWhole.has(kind.value);
    return !counts || said(section) === said(other.section);
  });
}

/** What a Flux Kustomization's spec does to what it builds, beside the fields that are indexed. */
const buildFields = [
  'patches',
  'images',
  'namePrefix',
  'nameSuffix',
  'commonMetadata',
  'ignoreMissingComponents',
  'ignore',
  'postBuild',
  'decryption',
] as const;

const isReadWhole: ReadonlySet<string> = new Set(['ResourceSet', 'CustomResourceDefinition']);
