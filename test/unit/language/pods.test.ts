import { check } from '../carets.ts';

const pods = (volumes: string, mount: string, marks = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web:1
          volumeMounts:
            - mountPath: /data
              name: ${mount}
${marks}${volumes}`;

const volumes = '      volumes:\n        - {name: data, emptyDir: {}}\n';

describe('pod/volume-missing', () => {
  it('is a mount of what is no volume of the pod', () => {
    check({ 'a.yaml': pods(volumes, 'dtaa', '                   #^^^^ error pod/volume-missing\n') });
    check({ 'a.yaml': pods('', 'data', '                   #^^^^ error pod/volume-missing\n') });
  });

  it('is none where the volume is there, or has a name that only a variable knows', () => {
    check({ 'a.yaml': pods(volumes, 'data') });
    check({
      'a.yaml': pods(volumes.replace('{name: data, emptyDir: {}}', '{name: "${VOLUME:=data}", emptyDir: {}}'), 'data'),
    });
    check({ 'a.yaml': pods(volumes, '${VOLUME:=data}') });
  });

  it('is none where a patch may bring the volume', () =>
    check({
      'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: volumes.yaml}]\n',
      'a.yaml': pods('', 'data'),
      'volumes.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {volumes: [{name: data, emptyDir: {}}]}}}
`,
    }));

  it('is one still where builds change something else', () => {
    const build = { 'kustomization.yaml': 'resources: [a.yaml]\nlabels: [{pairs: {team: web}}]\n' };
    check({ ...build, 'a.yaml': pods(volumes, 'dtaa', '                   #^^^^ error pod/volume-missing\n') });
    check({ ...build, 'a.yaml': pods(volumes, 'data') });
  });

  it('is none for the claims of a StatefulSet, and asked of the containers that come first', () =>
    check({
      'a.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
  template:
    metadata: {labels: {app: db}}
    spec:
      initContainers:
        - {name: init, image: "init:1", volumeMounts: [{name: date, mountPath: /data}]}
         #                                                    ^^^^ error pod/volume-missing
      containers:
        - {name: db, image: "db:1", volumeMounts: [{name: data, mountPath: /data}]}
`,
    }));
});
