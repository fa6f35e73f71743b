import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Invocation } from '../flux/commands.ts';
import { UserError } from './errors.ts';
import { setting } from './settings.ts';

/** Where a program is: what the setting says, else the first on `PATH`; `undefined` when it is not installed. */
export async function find(program: Invocation['program']): Promise<string | undefined> {
  const configured = program === 'flux' || program === 'helm' ? setting<string>(`fluxwright.${program}.path`) : '';
  if (configured !== '') return configured;
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((it) => it !== '');
  for (const path of folders.flatMap((folder) => endings.map((ending) => join(folder, program + ending)))) {
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** Where a program is, or an error that says how to go on without it. */
export async function required(program: Invocation['program']): Promise<string> {
  const path = await find(program);
  if (path === undefined) throw new UserError(`${program} is not installed, or not on PATH. Install it and try again.`);
  return path;
}

/** What a program prints on standard output, for questions that need no terminal. Rejects with the last line that it said on error. */
export async function ask(it: Invocation, cwd?: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const program = await required(it.program);
  const options = {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    timeout: 30_000,
    maxBuffer: 32 * 1024 * 1024,
    windowsHide: true,
  };
  return new Promise((resolve, reject) => {
    execFile(program, it.args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = stderr.trim().split('\n').at(-1) ?? '';
      reject(new UserError(`${it.program} ${it.args[0] ?? ''} failed: ${said === '' ? error.message : said}`));
    });
  });
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
