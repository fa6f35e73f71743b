import { folderOf, foldersUpward, joinPath, nameOf } from '../repository/paths.ts';
import type { FluxKustomization, Survey } from './survey.ts';

/**
 * How a repository arranges its apps.
 * - `overlay`: `apps/base/<app>`, and a kustomization file per cluster that lists the apps it runs.
 * - `namespaced`: `apps/<namespace>/<app>/ks.yaml` beside `app/`, listed by the namespace's kustomization file.
 * - `folders`: `apps/<app>`, listed by a kustomization file, or found by Flux where there is none.
 * - `flat`: one file per app.
 * - `entry`: nothing to imitate yet: `apps/<app>`, applied by a Kustomization of its own beside where the cluster begins.
 */
export type Form = 'overlay' | 'namespaced' | 'folders' | 'flat' | 'entry';

/** One place where a new app could go. */
export interface Layout {
  readonly form: Form;
  /** Folder in which the app's own folder (for `flat`: its file) is made; for `namespaced` the parent of the namespaces' folders. */
  readonly root: string;
  /** Kustomization file that will list the app. Absent: Flux finds the files by itself, or (`namespaced`) it depends on the namespace. */
  readonly register?: string;
  /** For `namespaced` and `entry`: a Kustomization after which the app's own is modelled. */
  readonly model?: FluxKustomization;
  /** The cluster that will run the app, where the repository has several. */
  readonly cluster?: string;
  /** How many apps are arranged like this already. */
  readonly apps: number;
  /** One sentence for people who choose. */
  readonly reason: string;
}

const forms: readonly Form[] = ['namespaced', 'overlay', 'folders', 'flat', 'entry'];
const finders: Readonly<Record<Form, (survey: Survey) => Iterable<Layout>>> = {
  overlay: overlays,
  namespaced,
  folders,
  flat,
  entry: entries,
};

/** The layouts found, the most likely first: where apps live rather than infrastructure, the form with the most apps, staging before production. */
export function findLayouts(survey: Survey): readonly Layout[] {
  const found = forms.flatMap((form) => [...finders[form](survey)]);
  const spaces = found.filter((it) => it.form === 'namespaced');
  // What lies inside the folders of namespaced apps is part of an app.
  const outer = found.filter((it) => spaces.includes(it) || !spaces.some((space) => isWithin(it.root, space.root)));
  return outer.sort((a, b) => rank(b) - rank(a) || b.apps - a.apps || depth(b) - depth(a) || compareKeys(a, b));
}

/** Live clusters last: people try a new app elsewhere first. Then by name, so that the order is always the same. */
function compareKeys(a: Layout, b: Layout): number {
  const key = (it: Layout): string => `${isLive(it) ? 1 : 0} ${it.root} ${it.register ?? ''} ${it.cluster ?? ''}`;
  return key(a) < key(b) ? -1 : 1;
}

function depth(layout: Layout): number {
  return layout.root.split('/').length;
}

function rank(layout: Layout): number {
  const aboutApps = /(^|\/)(apps?|applications|workloads|services)(\/|$)/.test(
    `${layout.root}/${layout.register ?? ''}`,
  );
  return (aboutApps ? 10 : 0) + (layout.form === 'entry' ? -20 : 0) + (layout.form === 'flat' ? -5 : 0);
}

function isLive(layout: Layout): boolean {
  return /prod|live/.test(layout.cluster ?? '');
}

function* overlays(survey: Survey): Generator<Layout> {
  for (const file of survey.kustomizeFiles.values()) {
    const bases = countBy(
      file.resources
        .map((entry) => joinPath(file.folder, entry))
        .filter((folder) => folder !== undefined && survey.kustomizeFiles.has(folder))
        .map((folder) => folderOf(folder ?? '')),
    );
    for (const [root, apps] of bases) {
      // `../base` itself is one base for all apps, not a folder of apps; folders below are the form `folders`.
      if (root === '' || isWithin(file.folder, root) || isWithin(root, file.folder)) continue;
      const cluster = nameOf(file.folder);
      const reason = `${count(apps, 'app')} in ${root}, listed for ${cluster} by ${file.path}`;
      yield { form: 'overlay', root, register: file.path, cluster, apps, reason };
    }
  }
}

function* namespaced(survey: Survey): Generator<Layout> {
  const groups = new Map<string, FluxKustomization[]>();
  for (const it of survey.fluxKustomizations) {
    const home = folderOf(it.file);
    const space = folderOf(home);
    const listed = survey.kustomizeFiles.get(space)?.resources.some((entry) => joinPath(space, entry) === it.file);
    if (!listed || folderOf(space) === '' || !isWithin(it.path, home) || it.path === home) continue;
    groups.set(folderOf(space), [...(groups.get(folderOf(space)) ?? []), it]);
  }
  for (const [root, members] of groups) {
    const model = typical(members);
    if (!model) continue;
    const register = survey.kustomizeFiles.get(root)?.path;
    const reason = `${count(members.length, 'app')} in ${root}/<namespace>/<app>, each with ${nameOf(model.file)}`;
    const cluster = clusterOf(root);
    yield { form: 'namespaced', root, model, apps: members.length, reason, ...optional({ register, cluster }) };
  }
}

function* folders(survey: Survey): Generator<Layout> {
  for (const file of survey.kustomizeFiles.values()) {
    const apps = file.resources.filter((entry) => {
      const folder = joinPath(file.folder, entry);
      return folder !== undefined && folderOf(folder) === file.folder && survey.kustomizeFiles.has(folder);
    }).length;
    if (apps === 0 || file.folder === '') continue;
    const reason = `${count(apps, 'app')} in folders of ${file.folder}, listed by ${file.path}`;
    yield {
      form: 'folders',
      root: file.folder,
      register: file.path,
      apps,
      reason,
      ...optional({ cluster: clusterOf(file.folder) }),
    };
  }
  const children = countBy([...survey.kustomizeFiles.keys()].filter((it) => it !== '').map(folderOf));
  for (const [root, apps] of children) {
    if (apps < 2 || root === '' || !isFoundByFlux(survey, root)) continue;
    const reason = `${count(apps, 'app')} in folders of ${root}, found by Flux without a list`;
    yield { form: 'folders', root, apps, reason, ...optional({ cluster: clusterOf(root) }) };
  }
}

function* flat(survey: Survey): Generator<Layout> {
  const homes = new Set(survey.fluxKustomizations.map((it) => it.path).filter((path) => path !== ''));
  for (const root of homes) {
    const apps = survey.releases.get(root) ?? 0;
    if (apps === 0) continue;
    const register = survey.kustomizeFiles.get(root)?.path;
    const cluster = clusterOf(root);
    const reason = `${count(apps, 'app')} as single files in ${root}`;
    yield { form: 'flat', root, apps, reason, ...optional({ register, cluster }) };
  }
}

function* entries(survey: Survey): Generator<Layout> {
  for (const model of survey.fluxKustomizations) {
    if (model.name !== 'flux-system' || !survey.hasFolder(model.path) || model.path === '') continue;
    const register = survey.kustomizeFiles.get(model.path)?.path;
    const cluster = nameOf(model.path);
    const reason = `a folder below apps, applied by a new Kustomization in ${model.path}`;
    yield { form: 'entry', root: 'apps', model, cluster, apps: 0, reason, ...optional({ register }) };
  }
}

/** One of those whose file and folder names are the most common, so that the new app looks like its neighbours. */
function typical(members: readonly FluxKustomization[]): FluxKustomization | undefined {
  const look = (it: FluxKustomization): string => `${nameOf(it.file)} ${nameOf(it.path)}`;
  const counts = countBy(members.map(look));
  return members.reduce<FluxKustomization | undefined>(
    (best, it) => (best && (counts.get(look(best)) ?? 0) >= (counts.get(look(it)) ?? 0) ? best : it),
    undefined,
  );
}

/** Whether Flux would generate a list of everything in the folder: a Kustomization points at it or above, and no kustomization file stands between. */
function isFoundByFlux(survey: Survey, folder: string): boolean {
  const roots = new Set(survey.fluxKustomizations.map((it) => it.path));
  for (const at of foldersUpward(folder)) {
    if (survey.kustomizeFiles.has(at)) return false;
    if (roots.has(at)) return true;
  }
  return false;
}

function clusterOf(folder: string): string | undefined {
  return /(?:^|\/)clusters\/([^/]+)/.exec(folder)?.[1];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function optional<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
