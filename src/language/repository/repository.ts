import { Builds, isKustomizationPath } from '../build/builds.ts';
import { mayName } from '../build/referenceTables.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { Folders } from './folders.ts';
import { Kept } from './kept.ts';
import { Manifest } from './manifest.ts';
import { hasSameFacts } from './sameFacts.ts';
import { MentionIndex } from './mentioned.ts';
import { ObjectIndex } from './objects.ts';
import { folderOf, foldersUpward, nameOf, settingsFile } from './paths.ts';
import { placeOf, remotesIn } from './remotes.ts';
import { RepositorySchemas, Schemas } from '../schema/catalog.ts';
import { Checks } from '../schema/check.ts';
import { CrdIndex } from '../schema/crds.ts';
import type { SchemaCatalog } from '../schema/schema.ts';
import { Texts } from '../schema/texts.ts';
import type { Knowledge, LiveNames } from './knowledge.ts';

/** Why a file is known by name only, though it is called YAML. */
export type Unreadable = 'binary' | 'too-large';

/** The longest text that is read, in UTF-16 units. Longer files are known by name. */
export const largestText = 5 * 1024 * 1024;
/** So many documents are read of one file, each of which costs something however short it is. */
const mostDocuments = 20_000;

/**
 * All files of one folder of manifests. Text is pushed in; whatever other files must know of a file is read from its lines at once, so that
 * questions never parse a file but the one they are about. Paths are relative to the folder, with `/`.
 */
export class Repository {
  readonly folders = new Folders();
  readonly builds = new Builds();
  readonly objects = new ObjectIndex();
  readonly mentioned = new MentionIndex();
  /** What is known of the fields of kinds. */
  readonly schemas: SchemaCatalog;
  /** The same, ready to judge values. */
  readonly checks = new Checks();
  /** What the fields do, in words. */
  readonly texts: Texts;
  /** What a cluster has beside the files. For completion alone: what is wrong is judged by files. */
  readonly live: LiveNames;
  readonly #crds = new CrdIndex();
  readonly #manifests = new Map<string, Manifest>();
  readonly #names = new Map<string, Unreadable | undefined>();
  readonly #plainTexts = new Map<string, string>();
  readonly #linked = new Set<string>();
  #remotes: readonly string[] = [];
  readonly #memory = new Map<string, unknown>();
  /** What was computed from some files, for as long as those say the same. */
  readonly kept = new Kept();

  /** Without schemas no kind is known, and no field is judged. */
  constructor({ schemas = new Schemas(), texts = new Texts(), live = () => [] }: Knowledge = {}) {
    this.texts = texts;
    this.live = live;
    const isReal = (path: string) => !this.builds.isPatch(path) && !this.isTemplate(path);
    this.schemas = new RepositorySchemas(schemas, this.#crds, isReal);
  }

  /**
   * Takes the text of a file, new or changed, and tells whether anything has changed that other files look at: then their problems may have
   * changed too. Linear in the text; parses only sections that are not in plain block style.
   */
  set(path: string, text: string): boolean {
    const before = this.#manifests.get(path);
    if (before?.text === text) return false;
    const unreadable = isTooLarge(text) ? 'too-large' : text.includes('\0') ? 'binary' : undefined;
    if (unreadable !== undefined) {
      this.setName(path, unreadable);
      return true;
    }
    const manifest = new Manifest(path, text, before);
    const isSame =
      before !== undefined && !isOfChart(path) && hasSameFacts(before, manifest, this.builds.isPatch(path));
    const isNew = !this.isFile(path);
    if (!isSame) this.#forget(path, isNew);
    this.#remove(path);
    this.#manifests.set(path, manifest);
    this.folders.add(path);
    this.builds.add(manifest);
    this.objects.add(manifest);
    this.mentioned.add(manifest);
    this.#crds.add(manifest);
    if (isLinked(manifest)) this.#linked.add(path);
    // Of thousands of files that are read nobody asks for the nodes of more than a few.
    if (before === undefined) this.release(path);
    return !isSame;
  }

  /** Takes a file whose text does not matter, or cannot be read: it makes its folders exist. */
  setName(path: string, unreadable?: Unreadable): void {
    this.#forget(path, !this.isFile(path));
    this.#remove(path);
    this.#names.set(path, unreadable);
    this.folders.add(path);
  }

  /** Takes a file that is no YAML and whose text decides what is built, such as `.sourceignore`. */
  setPlain(path: string, text: string): void {
    if (this.#plainTexts.get(path) === text) return;
    this.setName(path);
    this.#plainTexts.set(path, text);
  }

  /** The text of a file that is no YAML, where it was given. */
  plainText(path: string): string | undefined {
    return this.#plainTexts.get(path);
  }

  /** The files that are no YAML and whose text was given. */
  plainPaths(): Iterable<string> {
    return this.#plainTexts.keys();
  }

  /** Where Git fetches the folder from: host and path of each remote. Empty where that is not known. */
  get remotes(): readonly string[] {
    return this.#remotes;
  }

  /** Takes the text of the folder's `.git/config`. */
  setGitConfig(text: string): void {
    this.#remotes = remotesIn(text).map(placeOf);
    this.#memory.clear();
  }

  /** Gives back the memory of what was parsed of a file; it is parsed again when somebody asks. */
  release(path: string): void {
    for (const { section } of this.#manifests.get(path)?.documents ?? []) section.release();
  }

  /** Forgets a file. */
  delete(path: string): void {
    this.#forget(path, true);
    this.#remove(path);
  }

  /** Forgets what was computed with a file; with `comes` also what looked for the folders around it. */
  #forget(path: string, comes: boolean): void {
    this.#memory.clear();
    this.kept.drop(path);
    if (comes) for (const folder of foldersUpward(folderOf(path))) this.kept.drop(folder);
  }

  #remove(path: string): void {
    const manifest = this.#manifests.get(path);
    if (manifest === undefined && !this.#names.has(path)) return;
    this.folders.remove(path);
    this.#names.delete(path);
    this.#plainTexts.delete(path);
    this.#linked.delete(path);
    if (manifest === undefined) return;
    this.#manifests.delete(path);
    this.builds.remove(manifest);
    this.objects.remove(manifest);
    this.mentioned.remove(manifest);
    this.#crds.remove(path);
  }

  /**
   * Computes something about the repository once, and again after an edit that changed the facts of any document. What is kept must not
   * hold manifests, which every edit replaces.
   */
  remember<T>(what: string, compute: () => T): T {
    const old = this.#memory.get(what);
    if (old !== undefined || this.#memory.has(what)) return old as T;
    const made = compute();
    this.#memory.set(what, made);
    return made;
  }

  /** All files, those known by name included. */
  *paths(): Generator<string> {
    yield* this.#manifests.keys();
    yield* this.#names.keys();
  }

  /** The files whose text is known. */
  manifests(): Iterable<Manifest> {
    return this.#manifests.values();
  }

  /** Whether there is a file of this path, or a folder. */
  exists(path: string): boolean {
    return this.isFile(path) || this.folders.has(path);
  }

  isFile(path: string): boolean {
    return this.#manifests.has(path) || this.#names.has(path);
  }

  text(path: string): string | undefined {
    return this.#manifests.get(path)?.text;
  }

  manifest(path: string): Manifest | undefined {
    return this.#manifests.get(path);
  }

  unreadable(path: string): Unreadable | undefined {
    return this.#names.get(path);
  }

  /** Whether a file is a template of a Helm chart: text that only Helm turns into YAML. */
  isTemplate(path: string): boolean {
    if (!path.includes('templates/')) return false;
    for (const folder of foldersUpward(folderOf(path))) {
      if (nameOf(folder) !== 'templates') continue;
      const chart = folderOf(folder);
      if (this.isFile(chart === '' ? 'Chart.yaml' : `${chart}/Chart.yaml`)) return true;
    }
    return false;
  }

  /** The files whose problems may change when these change, themselves included: more than necessary, never fewer. Linear in all files. */
  affectedBy(paths: readonly string[]): ReadonlySet<string> {
    if (paths.includes(settingsFile)) return new Set(this.paths());
    const kinds = new Set(paths.flatMap((it) => [...this.#crds.touchedBy(it)]));
    const users = [...kinds].flatMap((it) => {
      const [group = '', kind = ''] = it.split('/');
      return [...this.objects.ofKind(group, kind)].map(({ manifest }) => manifest.path);
    });
    return new Set([...paths, ...this.#linked, ...users]);
  }
}

/** Whether a file may hold the own values of a chart, all of which count for its releases. */
function isOfChart(path: string): boolean {
  return nameOf(path) === 'values.yaml';
}

/** Whether other files can have a say in the problems of this one: Flux objects, kustomization files, what takes variables or is encrypted. */
function isLinked(manifest: Manifest): boolean {
  if (isKustomizationPath(manifest.path) || manifest.text.includes('\nsops:') || mayName.test(manifest.text))
    return true;
  return manifest.documents.some(({ facts }) => facts.uses.length > 0 || isFluxGroup(facts.header.group));
}

function isTooLarge(text: string): boolean {
  if (text.length > largestText) return true;
  if (text.length < mostDocuments * '---\n'.length) return false;
  let documents = 0;
  for (let at = 0; at >= 0 && documents <= mostDocuments; at = text.indexOf('\n---', at + 1)) documents++;
  return documents > mostDocuments;
}
