/** A row of a tree, as it is seen. */
export interface SeenRow {
  readonly label: string;
  readonly description: string;
  /** One at the root. */
  readonly level: number;
  /** `undefined` for a row without children. */
  readonly expanded: boolean | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** As much of the DOM as is used here; the compiler knows no more of it, because nothing else runs in a page. */
export interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
}

/** The rows of a tree. Runs in the page, on all rows at one moment: a row that is asked for later may be gone. */
export function seenRows(rows: PageElement[]): SeenRow[] {
  const plain = (text: string | null | undefined) => (text ?? '').replace(/\u00a0/g, ' ').trim();
  return rows.map((row) => {
    const expanded = row.getAttribute('aria-expanded');
    return {
      label: plain(row.querySelector('.label-name')?.textContent),
      description: plain(row.querySelector('.label-description')?.textContent),
      level: Number(row.getAttribute('aria-level')),
      expanded: expanded === null ? undefined : expanded === 'true',
      spoken: plain(row.getAttribute('aria-label')),
    };
  });
}
