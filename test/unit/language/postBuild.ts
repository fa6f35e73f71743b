import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

/** The source of every Kustomization of the fleet. */
export const source = `  sourceRef:
    kind: GitRepository
    name: flux-system
`;

/** A ConfigMap that the Kustomization `more` of the fleet applies, with what stands in its `postBuild`. */
export function more(data: string, postBuild: string, others: Files = {}): Files {
  return {
    ...fleet,
    'clusters/home/more.yaml': kustomization('more', `  path: ./more\n${source}${postBuild}`),
    'more/cm.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\n  namespace: web\ndata:\n${data}`,
    // Uses what the tests set, so that nothing is idle.
    'apps/web/notes.yaml': '# ${A} ${B} ${WORD} ${N} ${T}\n',
    ...others,
  };
}

/** `postBuild` with variables of its own. */
export const set = (lines: string) => `  postBuild:\n    substitute:\n${lines}`;
/** `postBuild` with the variables of an object. */
export const from = (kind: string, name: string, rest = '') =>
  `  postBuild:\n    substituteFrom:\n      - kind: ${kind}\n        name: ${name}\n${rest}`;
/** An object with variables, in the namespace of the Kustomizations. */
export const settings = (data: string, kind = 'ConfigMap') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: settings\n  namespace: flux-system\n${kind === 'Secret' ? 'stringData' : 'data'}:\n${data}`;
