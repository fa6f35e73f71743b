import assert from 'node:assert/strict';
import { fixed } from '../fixed.ts';

const path = 'kustomization.yaml';
const around = {
  'a.yaml': null,
  'b.yaml': null,
  'c/kustomization.yaml': 'resources: []\n',
  'd/kustomization.yaml': 'resources: []\n',
};

/** The kustomization file after the fix; nothing deprecated is left in it. */
const becomes = (before: string, title: string) =>
  fixed({ ...around, [path]: before }, path, title, true, { rules: { 'build/patch-selects-nothing': 'off' } });

describe('a deprecated field of a kustomization file', () => {
  it('goes into a list of its own', () => {
    assert.equal(becomes('bases:\n- ./c\n- ./d # why\n', 'Use resources'), 'resources:\n  - ./c\n  - ./d # why\n');
    assert.equal(
      becomes('resources:\n  - c\nimageTags:\n  - name: a\n    newTag: "1"\nnamespace: x\n', 'Use images'),
      'resources:\n  - c\nimages:\n  - name: a\n    newTag: "1"\nnamespace: x\n',
    );
  });

  it('goes to the end of a list that is there', () => {
    assert.equal(
      becomes('bases:\n  - ./c\nresources:\n- d\nnamespace: x\n', 'Use resources'),
      'resources:\n- d\n- ./c\nnamespace: x\n',
    );
  });

  it('names files of patches by their path', () => {
    assert.equal(
      becomes('patchesStrategicMerge:\n  - a.yaml\n  - b.yaml\n', 'Use patches'),
      'patches:\n  - path: a.yaml\n  - path: b.yaml\n',
    );
    assert.equal(
      becomes('patchesJson6902:\n  - target: {kind: Pod, name: a}\n    path: a.yaml\n', 'Use patches'),
      'patches:\n  - target: {kind: Pod, name: a}\n    path: a.yaml\n',
    );
  });

  it('keeps labels in selectors', () => {
    assert.equal(
      becomes('commonLabels:\n  app: a\n  tier: b\nnamespace: x\n', 'Use labels'),
      'labels:\n  - includeSelectors: true\n    pairs:\n      app: a\n      tier: b\nnamespace: x\n',
    );
  });
});
