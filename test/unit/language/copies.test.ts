import { check } from '../carets.ts';

const set = (from: string, mark = '') => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: apps, namespace: flux-system}
spec:
  resources:
    - apiVersion: v1
      kind: ConfigMap
      metadata:
        name: info
        namespace: apps
        annotations:
          fluxcd.controlplane.io/copyFrom: ${from}
${mark}`;

const source =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: runtime-info, namespace: flux-system}\ndata: {A: b}\n';

describe('what an object of a ResourceSet is copied from', () => {
  it('is one of its kind in that namespace', () => {
    check({ 'a.yaml': set('flux-system/runtime-info'), 'info.yaml': source });
    check({
      'a.yaml': set(
        'flux-system/runtime-infos',
        '                                                      #^^^^^^^^^^^^^ warning operator/copy-missing\n',
      ),
      'info.yaml': source,
    });
  });

  it('may be in no file, or have a name that a template makes', () => {
    check({ 'a.yaml': set('flux-system/registry'), 'info.yaml': source });
    check({ 'a.yaml': set('other/runtime-infos'), 'info.yaml': source });
    check({ 'a.yaml': set('"flux-system/<< inputs.name >>"'), 'info.yaml': source });
  });

  it('is written with its namespace', () =>
    check({
      'a.yaml': set(
        'runtime-info',
        '                                          #^^^^^^^^^^^^ error operator/copy-form\n',
      ),
      'info.yaml': source,
    }));
});
