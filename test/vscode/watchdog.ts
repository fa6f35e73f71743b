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
for (const folder of folders) await removeFolder(folder);
