import { strict as assert } from 'node:assert';
import { Refusal } from '../../../src/language/scaffold/refusal.ts';
import { addResource } from '../../../src/language/scaffold/register.ts';

function added(text: string, entry: string): string {
  const { span, text: insert } = addResource('kustomization.yaml', text, entry);
  return text.slice(0, span.start) + insert + text.slice(span.end);
}

describe('registering an app in a kustomization file', () => {
  const cases: Readonly<Record<string, readonly [before: string, entry: string, after: string]>> = {
    'at the end of an unsorted list': [
      'resources:\n  - web\n  - api\n',
      'db',
      'resources:\n  - web\n  - api\n  - db\n',
    ],
    'in its place of a sorted list': ['resources:\n- api\n- web\n', 'db', 'resources:\n- api\n- db\n- web\n'],
    'before the first of a sorted list': [
      'resources:\n  - namespace.yaml\n  - b/ks.yaml\n  - c/ks.yaml\n',
      'a/ks.yaml',
      'resources:\n  - namespace.yaml\n  - a/ks.yaml\n  - b/ks.yaml\n  - c/ks.yaml\n',
    ],
    'among its like, in the style of the others': [
      'resources:\n  - ./namespace.yaml\n  - ./b/ks.yaml\n  - ./z/ks.yaml\n',
      'c/ks.yaml',
      'resources:\n  - ./namespace.yaml\n  - ./b/ks.yaml\n  - ./c/ks.yaml\n  - ./z/ks.yaml\n',
    ],
    'keeping comments where they are': [
      'resources:\n  # shop\n  - a # first\n  # others\n  - c # last\n\n# the end\npatches: []\n',
      'b',
      'resources:\n  # shop\n  - a # first\n  # others\n  - c # last\n  - b\n\n# the end\npatches: []\n',
    ],
    'keeping CRLF': ['resources:\r\n  - a\r\n  - c\r\n', 'b', 'resources:\r\n  - a\r\n  - b\r\n  - c\r\n'],
    'without a last line break': ['resources:\n  - a', 'b', 'resources:\n  - a\n  - b'],
    'in flow style': ['resources: [a, "b"] # x\n', 'c', 'resources: [a, "b", c] # x\n'],
    'in an empty flow list': ['resources: []\nnamespace: x\n', 'a', 'resources: [a]\nnamespace: x\n'],
    'in a list of nothing': [
      'resources: # none yet\nnamespace: x\n',
      'a',
      'resources: # none yet\n  - a\nnamespace: x\n',
    ],
    'with a list of its own': [
      'kind: Kustomization\nnamespace: x\n',
      'a',
      'kind: Kustomization\nnamespace: x\nresources:\n  - a\n',
    ],
    'in an empty file': ['', 'a', 'resources:\n  - a\n'],
    'behind a document start': ['---\nresources:\n  - b\n', 'c', '---\nresources:\n  - b\n  - c\n'],
    'quoting what YAML would misread': ['resources:\n  - b\n', 'a: b', 'resources:\n  - b\n  - "a: b"\n'],
  };
  for (const [how, [before, entry, after]] of Object.entries(cases)) {
    it(how, () => {
      assert.equal(added(before, entry), after);
    });
  }

  const refusals: Readonly<Record<string, readonly [before: string, sentence: RegExp]>> = {
    'a file that is broken': ['resources: [a\nx: {', /not valid YAML/],
    'a list that has the entry': ['resources:\n  - ./a/\n', /already lists/],
    'resources that are no list': ['resources: a\n', /not a list/],
    'a file that is a list': ['- a\n', /not valid YAML/],
  };
  for (const [what, [before, sentence]] of Object.entries(refusals)) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => added(before, 'a'),
        (error) => error instanceof Refusal && sentence.test(error.message),
      );
    });
  }
});
