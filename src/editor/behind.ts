import * as vscode from 'vscode';
import { gitDistance } from '../flux/git.ts';
import type { FluxObject } from '../flux/objects.ts';
import { commitOf } from '../flux/status.ts';
import { ask } from './programs.ts';

/** How long an answer is good, in milliseconds: HEAD moves without telling. */
const fresh = 10_000;

interface Answer {
  readonly at: number;
  readonly words: string;
}

/** How far the revision of an object is behind the commit that is checked out here. Asks Git in the background, and only when somebody looks. */
export class Behind implements vscode.Disposable {
  readonly #answers = new Map<string, Answer>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** An answer is there, or another one. */
  readonly onDidChange = this.#changed.event;

  /** What is known now, such as `2 commits behind HEAD`; empty when it is level, unknown here, or asked for the first time. */
  words(root: string, object: FluxObject): string {
    const hash = commitOf(object);
    if (hash === undefined || !vscode.workspace.isTrusted) return '';
    const key = `${root}\n${hash}`;
    const known = this.#answers.get(key);
    if (known === undefined || Date.now() - known.at > fresh) void this.#ask(key, root, hash, known?.words ?? '');
    return known?.words ?? '';
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #ask(key: string, root: string, hash: string, before: string): Promise<void> {
    // Noted before the answer is there, so that nobody asks twice.
    this.#answers.set(key, { at: Date.now(), words: before });
    // A commit that is not here is no error: another repository may be meant.
    const count = await ask(gitDistance(hash), root).then(Number, () => NaN);
    const words = count > 0 ? `${count} ${count === 1 ? 'commit' : 'commits'} behind HEAD` : '';
    this.#answers.set(key, { at: Date.now(), words });
    if (words !== before) this.#changed.fire();
  }
}
