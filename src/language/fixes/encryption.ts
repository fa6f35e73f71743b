import type { EncryptionProblem } from '../problems/encryption.ts';
import type { Fixes } from './draft.ts';

export const encryptionFixes: Fixes<EncryptionProblem> = {
  'secret/not-decrypted': ({ applier, room }) => {
    if (room === undefined) return [];
    const { path, offset, indent, secret } = room;
    const lines = ['decryption:', '  provider: sops'];
    if (secret !== undefined) lines.push('  secretRef:', `    name: ${secret}`);
    const text = lines.map((line) => `\n${' '.repeat(indent)}${line}`).join('');
    const span = { start: offset, end: offset };
    return [
      { title: `Let Kustomization "${applier}" decrypt`, edits: [{ path, span, text }], sure: secret !== undefined },
    ];
  },
};
