import { startBed } from './bed.ts';

// A process that has a bed and does nothing about it: the crash test kills it.
const bed = await startBed({ controllers: ['source'] });
console.log(JSON.stringify({ pids: bed.pids, folder: bed.folder }));
