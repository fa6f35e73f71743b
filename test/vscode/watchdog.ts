import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { endTree } from './processes.ts';
import { removeFolder, type Note } from './scope.ts';

// Run by openScope. Cleans up what its parent has not cleaned when the pipe between them closes.
const folders: string[] = [];
const processes = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const note = JSON.parse(line) as Note;
  if ('folder' in note) folders.push(note.folder);
  else if ('process' in note) processes.add(note.process);
  else processes.delete(note.ended);
}
for (const pid of [...processes].reverse()) await endTree(pid);
// A browser ends by itself when we are gone, and until then writes into its folder again.
for (let tries = 0; tries < 10 && folders.some((it) => existsSync(it)); tries++) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const folder of folders) await removeFolder(folder).catch(() => undefined);
}
