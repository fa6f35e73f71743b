import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { formatInvocation, type Invocation } from '../flux/commands.ts';
import { required } from './programs.ts';
import { taskTypes } from './ids.ts';

/** How a program is run, beside its arguments. */
export interface Surroundings {
  readonly cwd?: string;
  /** Variables beside those of VS Code itself. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it goes on until somebody stops it, and so must not keep the terminal that all others share. */
  readonly ownTerminal?: boolean;
}

/**
 * Runs a program as a task in the integrated terminal and resolves to its exit code. The arguments stay an array all the way:
 * no shell reads a name that came from a file or a cluster.
 */
export async function runProgram(it: Invocation, name: string, surroundings: Surroundings = {}): Promise<number> {
  const program = await required(it.program);
  const execution = new vscode.ProcessExecution(program, [...it.args], {
    ...(surroundings.cwd === undefined ? {} : { cwd: surroundings.cwd }),
    ...(surroundings.env === undefined ? {} : { env: { ...surroundings.env } }),
  });
  return runTask(execution, name, formatInvocation(it), surroundings.ownTerminal);
}

/** VS Code calls a terminal that ends sooner than this, in milliseconds, one that could not be started. */
const shortest = 600;

/** Writes the lines of a generator into a terminal while they come, and resolves to the generator's result. Closing the terminal aborts. */
export async function runLines<T>(
  name: string,
  command: string,
  work: (signal: AbortSignal) => AsyncGenerator<string, T>,
  exitCode: (result: T) => number,
): Promise<T | undefined> {
  let result: T | undefined;
  const execution = new vscode.CustomExecution(() =>
    Promise.resolve(
      new LinesTerminal(async (write, signal) => {
        const lines = work(signal);
        for (let next = await lines.next(); ; next = await lines.next()) {
          if (!next.done) write(next.value);
          else return exitCode((result = next.value));
        }
      }),
    ),
  );
  await runTask(execution, name, command);
  return result;
}

async function runTask(
  execution: vscode.ProcessExecution | vscode.CustomExecution,
  name: string,
  command: string,
  ownTerminal = false,
): Promise<number> {
  const scope = vscode.workspace.workspaceFolders?.[0] ?? vscode.TaskScope.Workspace;
  // Each run is a task of its own: of two that are alike VS Code would run only one, and ask.
  const definition = { type: taskTypes[0], command, run: randomUUID() };
  const task = new vscode.Task(definition, scope, name, 'Fluxwright', execution, []);
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: ownTerminal ? vscode.TaskPanelKind.New : vscode.TaskPanelKind.Shared,
    clear: false,
    focus: false,
  };
  return new Promise((resolve, reject) => {
    // Listening starts before the task does: a short one may be over before `executeTask` has answered.
    const started = new Set<vscode.TaskExecution>();
    const ended = new Map<vscode.TaskExecution, number>();
    let running: vscode.TaskExecution | undefined;
    const note = (execution: vscode.TaskExecution, code: number) => {
      ended.set(execution, code);
      settle();
    };
    const listeners = vscode.Disposable.from(
      vscode.tasks.onDidStartTaskProcess((event) => started.add(event.execution)),
      vscode.tasks.onDidEndTaskProcess((event) => note(event.execution, event.exitCode ?? 1)),
      // A program that could not be started has no process that could end.
      vscode.tasks.onDidEndTask((event) => void (started.has(event.execution) || note(event.execution, 1))),
    );
    const settle = () => {
      const code = running && ended.get(running);
      if (code === undefined) return;
      listeners.dispose();
      resolve(code);
    };
    vscode.tasks.executeTask(task).then((execution) => {
      running = execution;
      settle();
    }, reject);
  });
}

class LinesTerminal implements vscode.Pseudoterminal {
  readonly #work: (write: (line: string) => void, signal: AbortSignal) => Promise<number>;
  readonly #abort = new AbortController();
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;

  constructor(work: (write: (line: string) => void, signal: AbortSignal) => Promise<number>) {
    this.#work = work;
  }

  open(): void {
    const write = (line: string) => this.#write.fire(`${line}\r\n`);
    const opened = Date.now();
    const end = (code: number) => setTimeout(() => this.#close.fire(code), opened + shortest - Date.now());
    this.#work(write, this.#abort.signal).then(end, (error: unknown) => {
      write(`✗ ${error instanceof Error ? error.message : String(error)}`);
      end(1);
    });
  }

  close(): void {
    this.#abort.abort();
  }
}
