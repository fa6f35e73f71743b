import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bedOrSkip } from '../bed/skip.ts';
import { contract } from './contract.ts';

const files = {
  'app/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: "1"\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
  'chart/values.yaml': 'size: 0\n',
  'chart/templates/size.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  size: {{ .Values.size | quote }}\n',
};

contract('the real API server with the real Flux', async (context) => {
  const bed = await bedOrSkip(context);
  for (const [name, text] of Object.entries(files)) {
    const file = join(bed.folder, 'start', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { url } = await bed.git.createRepository('fleet', join(bed.folder, 'start'));
  return { url: bed.server, ca: bed.ca, tokens: bed.tokens, git: url, stop: () => bed.stop() };
});
