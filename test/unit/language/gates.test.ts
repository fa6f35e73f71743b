import { check as checkAll } from '../carets.ts';
import type { Files } from '../carets.ts';
import { kustomization } from './fleet.ts';
import { object } from './object.ts';

const check = (files: Files) => checkAll(files, { rules: { 'reference/missing': 'off' } });

/** A controller as it is installed, with one flag. */
const controller = (name: string, flag = '--log-level=info'): Files => ({
  'flux-system/gotk-components.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: flux-system
  labels:
    app.kubernetes.io/part-of: flux
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: manager, image: ghcr.io/fluxcd/${name}, args: [${flag}] }
`,
});

describe('reference/gate-off', () => {
  const artifact = (mark: string): Files => ({
    'ks.yaml': kustomization('one', `  path: ./a\n  sourceRef:\n    kind: ExternalArtifact\n${mark}    name: two\n`),
  });
  const found = artifact('          ^^^^^^^^^^^^^^^^ warning reference/gate-off\n');
  const bucket = (provider: string, mark: string): Files => ({
    'bucket.yaml': object(
      'Bucket',
      `spec:\n  bucketName: a\n  endpoint: a.example.com\n  provider: ${provider}\n  serviceAccountName: app\n${mark}`,
    ),
  });

  it('is a field that the controllers of the repository do not know', () => {
    check({ ...found, ...controller('kustomize-controller') });
    check({
      ...bucket('aws', '                      ^^^ information reference/gate-off\n'),
      ...controller('source-controller'),
    });
  });

  it('is none where the feature is on, the controllers are elsewhere, or the field means something else', () => {
    check({ ...artifact(''), ...controller('kustomize-controller', '--feature-gates=ExternalArtifact=true') });
    check(artifact(''));
    check({ ...artifact(''), ...controller('helm-controller') });
    check({ ...bucket('generic', ''), ...controller('source-controller') });
  });
});
