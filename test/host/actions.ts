import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { seenRows, type SeenRow } from './seen.ts';

/**
 * What a suite can do to the page, as a person would. Each waits, at most 10 s, for what it acts on, and fails with the
 * words that it looked for. Labels and words are compared whole, unless said.
 */
export const actions = {
  /** How long each of these waits from now on; 10,000 ms unless said. */
  patience: (page: Page, milliseconds: number) => Promise.resolve(page.setDefaultTimeout(milliseconds)),

  /** Presses a key or a chord, such as `Control+Space`. */
  press: (page: Page, keys: string) => page.keyboard.press(keys),

  /** Types into whatever has the focus. */
  type: (page: Page, text: string) => page.keyboard.type(text, { delay: 10 }),

  /** Clicks the first element that a CSS selector finds. */
  click: (page: Page, selector: string) => page.locator(selector).first().click(),

  /** The texts of all elements that a CSS selector finds, at once; `[]` when there is none. */
  texts: async (page: Page, selector: string) => (await page.locator(selector).allInnerTexts()).map(plain),

  /** The text of every custom page that is shown, whatever frames it stands in. */
  async webviewText(page: Page) {
    const frames = page.frames().filter((it) => it.url().includes('fake.html') || it.name() === 'active-frame');
    const texts = await Promise.all(
      frames.map((it) =>
        it
          .locator('body')
          .innerText({ timeout: 2000 })
          .catch(() => ''),
      ),
    );
    return plain(texts.join('\n'));
  },

  /** Opens a view container by its name in the activity bar. */
  async openView(page: Page, name: string) {
    const tab = page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${quoted(name)}"])`).first();
    if ((await tab.getAttribute('aria-expanded')) === 'true') return;
    await tab.click();
  },

  /** Runs a command by its words in the palette. */
  async palette(page: Page, words: string) {
    await page.keyboard.press('F1');
    await quickInput(page).waitFor();
    await quickInput(page).fill(`>${words}`);
    await entry(page, words).click();
  },

  /** The rows of a view that can be seen, top to bottom. `view` is the title of its section; without it, those of every tree in the sidebar. */
  rows: (page: Page, view?: string): Promise<SeenRow[]> => treeRows(page, view).evaluateAll(seenRows),

  /** Clicks the row with this label. */
  clickRow: (page: Page, label: string, view?: string) => labelled(page, label, view).click(),

  /** Selects the row with this label beside those that are selected. */
  addRow: (page: Page, label: string, view?: string) =>
    labelled(page, label, view).click({ modifiers: ['ControlOrMeta'] }),

  /** What is shown when the mouse rests on the row with this label. */
  async hoverRow(page: Page, label: string, view?: string): Promise<string> {
    await labelled(page, label, view).hover();
    const shown = page.locator('.workbench-hover:visible').first();
    await shown.waitFor();
    return plain(await shown.innerText());
  },

  /** Opens the row with this label if it is closed. */
  async expandRow(page: Page, label: string, view?: string) {
    const row = rowOf(page, label, view);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
  },

  /** Right clicks the row with this label and chooses the entry with these words. */
  async chooseFromRow(page: Page, label: string, words: string, view?: string) {
    await openMenu(page, label, view);
    const item = page.locator('.monaco-menu .action-label:visible', { hasText: whole(words) }).first();
    await item.hover();
    await item.click();
    await page.locator('.monaco-menu-container:visible').waitFor({ state: 'hidden' });
  },

  /** Right clicks the row with this label; Escape closes the menu. */
  openMenu: (page: Page, label: string, view?: string) => openMenu(page, label, view),

  /** The entries that a right click on the row with this label offers. */
  async menuOfRow(page: Page, label: string, view?: string): Promise<string[]> {
    await openMenu(page, label, view);
    const words = await page.locator('.monaco-menu .action-label:visible').allInnerTexts();
    await page.keyboard.press('Escape');
    return words.map(plain).filter((it) => it !== '');
  },

  /** Clicks the button that appears on the row with this label under the mouse, by its tooltip. */
  async clickRowButton(page: Page, label: string, tooltip: string, view?: string) {
    const row = rowOf(page, label, view);
    await row.hover();
    await row.locator(`.action-label[aria-label="${quoted(tooltip)}"]`).click();
  },

  /** Clicks the entry of the open quick pick. */
  pick: (page: Page, label: string) => entry(page, label).click(),

  /** The entries of the open quick pick that can be seen. */
  async picks(page: Page): Promise<string[]> {
    await quickInput(page).waitFor();
    return (await page.locator('.quick-input-widget .quick-input-list .label-name').allInnerTexts()).map(plain);
  },

  /** Replaces the text of the open input box or quick pick, and presses Enter. */
  async enter(page: Page, text: string) {
    await quickInput(page).fill(text);
    await page.keyboard.press('Enter');
  },

  /** The notifications that are shown, newest first. */
  notifications: async (page: Page) =>
    (await page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts()).map(plain),

  /** Clicks a button of a notification. */
  clickNotification: (page: Page, label: string) =>
    page
      .locator('.notifications-toasts .monaco-button', { hasText: whole(label) })
      .first()
      .click(),

  /** Clicks a button of a modal dialog. */
  clickDialog: (page: Page, label: string) =>
    page
      .locator('.monaco-dialog-box .monaco-button', { hasText: whole(label) })
      .first()
      .click(),

  /** The words of the modal dialog that is shown. */
  dialog: async (page: Page) => plain(await page.locator('.monaco-dialog-box .dialog-message-container').innerText()),

  /** The entries of the suggestion list, once it is shown. */
  async suggestions(page: Page): Promise<string[]> {
    const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map(plain);
  },

  /** What is shown when the mouse rests on these words in the editor. */
  async hover(page: Page, words: string): Promise<string> {
    await page.locator('.editor-instance .view-line span span', { hasText: words }).last().hover();
    const shown = page.locator('.monaco-hover:visible .hover-contents, .monaco-hover:visible .hover-row').first();
    await shown.waitFor();
    return plain(await shown.innerText());
  },

  /** The entries of the quick fix menu, once it is shown (press `Control+.` first). */
  async fixes(page: Page): Promise<string[]> {
    const rows = page.locator('.action-widget .monaco-list-row .title');
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map(plain);
  },

  /** Chooses an entry of the quick fix menu. */
  chooseFix: (page: Page, words: string) =>
    page.locator('.action-widget .monaco-list-row', { hasText: words }).first().click(),

  /** Clicks a lens above a line, by its words. */
  clickLens: (page: Page, words: string) =>
    page
      .locator('.codelens-decoration a', { hasText: whole(words) })
      .first()
      .click(),

  /** The lenses that are shown. */
  lenses: async (page: Page) => (await page.locator('.codelens-decoration').allInnerTexts()).map(plain),

  /** The lines that the visible terminal shows; long ones are folded at its width. */
  terminalScreen: async (page: Page) =>
    (await page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts()).map(plain),

  /** Writes `NAME.png` (1440x900) and gives its path. */
  async screenshot(page: Page, name: string, ...[folder = '.']: string[]): Promise<string> {
    const file = join(folder, `${name.replace(/[^\w.-]+/g, '-').slice(0, 120)}.png`);
    await page.screenshot({ path: file });
    return file;
  },
};

/** The same actions as a suite calls them. */
export type Actions = {
  [A in keyof typeof actions]: (typeof actions)[A] extends (page: Page, ...args: infer P) => Promise<infer R>
    ? (...args: P) => Promise<R>
    : never;
};

function treeRows(page: Page, view: string | undefined): Locator {
  const trees = view === undefined ? page.locator('.sidebar') : section(page, view);
  return trees.locator('.monaco-list-row[role="treeitem"]');
}

function section(page: Page, title: string): Locator {
  return page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${quoted(title)}"]`) });
}

function rowOf(page: Page, label: string, view: string | undefined): Locator {
  return treeRows(page, view)
    .filter({ has: page.locator('.label-name', { hasText: whole(label) }) })
    .first();
}

function labelled(page: Page, label: string, view: string | undefined): Locator {
  return rowOf(page, label, view).locator('.label-name').first();
}

async function openMenu(page: Page, label: string, view: string | undefined): Promise<void> {
  await labelled(page, label, view).click({ button: 'right' });
  await page.locator('.monaco-menu .action-item:visible').first().waitFor();
  // VS Code ignores a click that comes within the time of a double click after the menu opened.
  await page.waitForTimeout(200);
}

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input').first();
}

function entry(page: Page, label: string): Locator {
  const name = page.locator('.label-name', { hasText: whole(label) });
  return page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row', { has: name }).first();
}

/** Matches the whole text, in which VS Code writes spaces as no-break spaces. */
function whole(words: string): RegExp {
  const pattern = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s');
  return new RegExp(`^\\s*${pattern}\\s*$`);
}

function quoted(words: string): string {
  return words.replace(/["\\]/g, '\\$&');
}

function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ').trim();
}
