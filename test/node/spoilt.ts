import { repositoryOf } from '../bench/generate.ts';
import type { Texts } from '../bench/generate.ts';

/** A generated repository in which every tenth file has a fault that shows in it alone, or one that shows only beside others. */
export function spoiltRepository(count: number): Texts {
  let at = 0;
  return new Map(
    [...repositoryOf(count)].map(([path, text]) => {
      if (at++ % 10 !== 0) return [path, text];
      if (at % 20 === 1) return [path, `${text}\n---\na: 1\na: 2\n`];
      return [path, text.replace(/interval: \S+/, 'interval: 1d').replace(/name: (\S+)/g, 'name: $1-x')];
    }),
  );
}
