import { escapeMarkdown, inlineCode } from '../markdown.ts';
import type { Repository } from '../repository/repository.ts';
import { pathAt } from './paths.ts';

/** What the file or folder holds that is named at an offset, as Markdown. Costs the number of files: hovering is rare. */
export function tellPath(repository: Repository, path: string, offset: number): string | undefined {
  const mention = pathAt(repository, path, offset);
  const target = mention?.target;
  if (mention === undefined || target === undefined) return undefined;
  if (repository.isFile(target)) return tellFile(repository, target);
  if (repository.folders.has(target)) return tellFolder(repository, target);
  const isFolder = mention.field.start === 'root' && mention.field.path.at(-1) !== '*';
  // What is no path of this repository may be an address.
  return isFolder ? `${inlineCode(target)} is no folder of this repository.` : undefined;
}

function tellFile(repository: Repository, file: string): string {
  const manifest = repository.manifest(file);
  const objects = manifest && !repository.builds.isPatch(file) ? repository.objects.in(manifest) : [];
  const lines = objects.map(({ declared }) => `- ${escapeMarkdown(declared.kind)} ${inlineCode(declared.name.value)}`);
  const more = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  return [`File ${inlineCode(file)}`, [...lines.slice(0, most), ...more].join('\n')]
    .filter((it) => it !== '')
    .join('\n\n');
}

/** So many lines of a list are shown. */
const most = 12;

function tellFolder(repository: Repository, folder: string): string {
  const counts = new Map<string, number>();
  for (const manifest of repository.manifests()) {
    if (folder !== '' && !manifest.path.startsWith(`${folder}/`)) continue;
    if (repository.isTemplate(manifest.path) || repository.builds.isPatch(manifest.path)) continue;
    for (const { declared } of repository.objects.in(manifest)) {
      counts.set(declared.kind, (counts.get(declared.kind) ?? 0) + 1);
    }
  }
  const lines = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  const list = lines.map(([kind, count]) => `- ${count} × ${escapeMarkdown(kind)}`).join('\n');
  const how = howBuilt(repository, folder);
  return `Folder ${inlineCode(folder === '' ? '.' : folder)}${how}${list === '' ? '' : `\n\n${list}`}`;
}

function howBuilt(repository: Repository, folder: string): string {
  const file = repository.builds.fileOf(folder);
  if (file) return `, built from ${inlineCode(file.path)}`;
  if (repository.isFile(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`)) return ', a Helm chart';
  return ', without a kustomization file: all manifests in it';
}
