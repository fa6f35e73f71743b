import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { bodies } from './body.ts';
import { bodyOf } from './contents.ts';
import type { Body } from './body.ts';
import { identityOf } from './identity.ts';
import type { Identity } from './identity.ts';
import type { BuiltObject } from './object.ts';
import type { Findings } from './problem.ts';

/** The objects that a file holds, as kustomize reads them: empty documents left out, lists taken apart. Looks at the index, and parses nothing. */
export function objectsIn(repository: Repository, path: string, findings: Findings): readonly BuiltObject[] {
  const manifest = repository.manifest(path);
  return (manifest?.documents ?? []).flatMap((document, index) => {
    const { kind, name, group, version, namespace } = document.facts.header;
    if (kind === undefined && isEmpty(document)) return [];
    if (kind?.value.endsWith('List') === true) return itemsIn(repository, path, index, document);
    if (kind === undefined || name === undefined) {
      const place = { path, document: index, at: [] };
      if (document.section.isBroken) findings.vague.push({ what: 'objects', why: 'torn', place });
      else findings.add(place, { what: 'not-an-object', missing: kind === undefined ? 'kind' : 'name' });
      return [];
    }
    const identity = { group, version, kind: kind.value, namespace: namespace?.value ?? '', name: name.value };
    return [leaf(repository, path, index, identity)];
  });
}

function isEmpty(document: ManifestDocument): boolean {
  return !/^[^#\s-]/m.test(document.section.text) || Object.keys(bodyOf(document.section)).length === 0;
}

function itemsIn(
  repository: Repository,
  path: string,
  index: number,
  document: ManifestDocument,
): readonly BuiltObject[] {
  const items = bodies(bodyOf(document.section)['items']);
  return items.map((body, item) => leaf(repository, path, index, identityOf(body), item));
}

/** An object as its file has it. The file is looked up when the content is asked for, so that an edit of it is seen. */
function leaf(repository: Repository, path: string, document: number, identity: Identity, item?: number): BuiltObject {
  let input: Body | undefined;
  let output: Body = {};
  const body = (): Body => {
    const section = repository.manifest(path)?.documents[document]?.section;
    const now = section === undefined ? {} : bodyOf(section);
    if (now !== input) [input, output] = [now, item === undefined ? now : (bodies(now['items'])[item] ?? {})];
    return output;
  };
  const origin = { path, document, ...(item !== undefined && { item }) };
  const mayBeLocal = /config\.kubernetes\.io\/local-config/.test(
    repository.manifest(path)?.documents[document]?.section.text ?? '',
  );
  return { mayBeLocal, origin, identity, before: [], prefix: '', suffix: '', hashed: false, vague: false, body };
}
