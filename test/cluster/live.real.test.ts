import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bedOrSkip } from '../bed/skip.ts';
import { live } from './live.ts';

const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: "1"\n';

live('the real API server with the real Flux', async (context) => {
  const bed = await bedOrSkip(context, { controllers: ['source', 'kustomize'] });
  const start = join(bed.folder, 'start');
  mkdirSync(join(start, 'app'), { recursive: true });
  writeFileSync(join(start, 'app/settings.yaml'), settings);
  const { url } = await bed.git.createRepository('fleet', start);
  return { url: bed.server, ca: bed.ca, tokens: bed.tokens, git: url, stop: () => bed.stop() };
});
