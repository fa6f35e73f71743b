/** How loud a problem is, as editors have it. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What people read about a code. Whether it has a fix stands in `fixes/`. */
export interface Row<P> {
  /** What `fluxwright rules` lists, and what holds unless settings say otherwise: the loudest it gets. */
  readonly severity: Severity;
  /** How loud one problem is, where that depends on the facts. */
  readonly severityOf?: (it: P) => Severity;
  /** One sentence: what is found, and what follows from it. */
  readonly summary: string;
  /** A page that explains. */
  readonly docs: string;
  readonly message: (it: P) => string;
}

/** A row for each code of one area. The compiler refuses a code without a row. */
export type Rows<P extends { readonly code: string }> = {
  readonly [C in P['code']]: Row<Extract<P, { readonly code: C }>>;
};

/** Where Flux documents its kinds. */
export const fluxDocs = 'https://fluxcd.io/flux/components';

/** Where kustomize documents its file. */
export const kustomizeDocs = 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization';

/** ` Did you mean "a" or "b"?`, or nothing. */
export function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : ` Did you mean ${quotedList(names)}?`;
}

/** `"a", "b" or "c"`. */
export function quotedList(names: readonly string[]): string {
  const quoted = names.map((it) => `"${it}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}
