import * as vscode from 'vscode';
import { groupings, lookOf, sortings, type Grouping, type Look, type Sorting } from '../cluster/look.ts';

const remembered = 'fluxwright.look';

const groupingWords: Readonly<Record<Grouping, readonly [label: string, detail: string]>> = {
  kind: ['By kind', 'Kustomizations, Helm releases, sources and so on'],
  namespace: ['By namespace', 'Everything of a namespace together'],
  dependency: ['By dependency', 'What waits for something stands below it'],
};

const sortingWords: Readonly<Record<Sorting, readonly [label: string, detail: string]>> = {
  state: ['By state', 'What fails first, the rest by name'],
  name: ['By name', 'A row never moves'],
  age: ['By age', 'The newest objects first'],
};

/** How the sidebar shows its rows, remembered for the workspace. */
export class SidebarLook implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #look: Look;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#look = lookOf(memento.get(remembered));
  }

  get look(): Look {
    return this.#look;
  }

  set(part: Partial<Look>): void {
    this.#look = { ...this.#look, ...part };
    void this.#memento.update(remembered, this.#look);
    this.#changed.fire();
  }

  /** Asks for words; the rows follow while they are typed, and go back when it is given up. */
  async askFilter(): Promise<void> {
    const before = this.#look.filter;
    const input = vscode.window.createInputBox();
    input.title = 'Filter the cluster';
    input.placeholder = 'Name, namespace, kind or message. Empty shows everything.';
    input.value = before;
    input.onDidChangeValue((filter) => this.set({ filter: filter.trim() }));
    const accepted = await new Promise<boolean>((resolve) => {
      input.onDidAccept(() => resolve(true));
      input.onDidHide(() => resolve(false));
      input.show();
    });
    input.dispose();
    if (!accepted) this.set({ filter: before });
  }

  async askGrouping(): Promise<void> {
    const items = groupings.map((grouping) => {
      const [label, detail] = groupingWords[grouping];
      return { label, detail, grouping, description: grouping === this.#look.grouping ? 'in use' : '' };
    });
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'How to group the objects of the cluster' });
    if (chosen) this.set({ grouping: chosen.grouping });
  }

  async askSorting(): Promise<void> {
    const items = sortings.map((sorting) => {
      const [label, detail] = sortingWords[sorting];
      return { label, detail, sorting, description: sorting === this.#look.sorting ? 'in use' : '' };
    });
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'How to sort the objects of the cluster' });
    if (chosen) this.set({ sorting: chosen.sorting });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
