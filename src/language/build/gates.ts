import type { Gate } from '../../flux/gates.ts';
import type { Repository } from '../repository/repository.ts';

/** Whether any file turns a feature on, for whichever cluster. Reads the text of all files, once. */
export function mayBeOn(repository: Repository, gate: Gate): boolean {
  return repository.remember(`gate ${gate}`, () => {
    const flag = `${gate}=true`;
    for (const { text } of repository.manifests()) if (text.includes(flag)) return true;
    return false;
  });
}

/** Whether a feature is off for certain: a file has the controller as it is installed, and none turns the feature on. */
export function isOff(repository: Repository, gate: Gate, controller: string): boolean {
  for (const { document } of repository.objects.named('apps', 'Deployment', controller))
    if (document.section.text.includes('app.kubernetes.io/part-of: flux')) return !mayBeOn(repository, gate);
  return false;
}
