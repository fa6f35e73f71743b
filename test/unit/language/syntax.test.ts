import { check } from '../carets.ts';

describe('yaml/syntax', () => {
  it('is told once per document, and other documents are still checked', () =>
    check(`
a: b: c
  #^ error yaml/syntax
b: d: e
---
a: 1
---
a: 'it's'
      #^^ error yaml/syntax
`));

  for (const [what, text] of Object.entries({
    'a tab': 'a:\n\tb: 1\n^ error yaml/syntax\n',
    'two colons': 'a: b: c\n  #^ error yaml/syntax\n',
    'a key without colon': 'a: 1\nfoo\n^^^ error yaml/syntax\n',
    'a key without blank after the colon': 'a: 1\nb:2\n^^^ error yaml/syntax\n',
    'an escape that does not exist': 'a: "\\d"\n   #^ error yaml/syntax\n',
    'a value that starts with @': 'a: @x\n  #^ error yaml/syntax\n',
    'a star without quotes': 'a: &x 1\nb: *x\nhost: *.example.com\n     #^^^^^^^^^^^^^ error yaml/syntax\n',
    'a line that is out of place': 'a:\n  b: 1\n c: 2\n ^ error yaml/syntax\n',
    'a bracket that closes nothing': 'a: 1\n}\n^ error yaml/syntax\n',
    'text after a quote': "a: 'it's'\n      #^^ error yaml/syntax\n",
    'a tab beside what Kubernetes takes for text':
      'a: "{{ x }}" # {{ y }}\nb: \'{{ z }}\'\nc:\n\td: 1\n^ error yaml/syntax\n',
    'a list on the line of its key': 'a: - b\n  #^ error yaml/syntax\n',
  })) {
    it(`finds ${what}`, () => check(text));
  }

  for (const [what, text] of Object.entries({
    'nothing at all': '',
    'blanks and comments': '\n# x\n   \n',
    'markers only': '---\n---\n...\n',
    'a byte order mark and Windows line ends': '\uFEFFa: 1\r\n---\r\nb:\r\n  - 2\r\n',
    directives: '%YAML 1.1\n---\na: yes\n',
    'a comment right behind a quote': 'a: "b"#c\n',
    'unknown tags': 'a: !vault |\n  x\nb: !Ref y\nc: !!int foo\n',
    'brackets closed further left, as Go does': 'a: [\n  1,\n  2\n]\nb: {\n  c: 1\n}\n',
    'brackets closed at the left in a nested place': 'x:\n  a: [\n  1, # ]\n  ]\n  b: |\n    [ {\n  c: 1\n',
    'quotes closed further left': 'x:\n  a: "one\ntwo"\n  b: \'three\n\n  four\'\n',
    'anchors, aliases and merges': 'a: &x {b: 1}\nc:\n  <<: *x\n  d: *x\n',
    'merging twice': 'a: &x {b: 1}\nb: &y {c: 1}\nc:\n  <<: *x\n  <<: *y\n',
    'templates that are no YAML yet': 'a: {{ .Values.x }}\n{{- if b }}\nc: 1\n{{- end }}\n',
    'templates of other programs': 'a: @@NAME@@\nb: %NAME%\nc: d: e\n',
    'variables in brackets that a pipeline fills': 'a: {b: ${B}, c: 1}\n',
    'templates with a key in each branch': 'a: 1\na: 2\n{{- else }}\n',
    'a SOPS file': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nsops:\n  mac: ENC[AES256_GCM,data:x,type:str]\n',
  })) {
    it(`has nothing to say about ${what}`, () => check(text));
  }
});

describe('yaml/duplicate-key', () => {
  it('stands at the second key, at any depth, quoted or not', () =>
    check(`
a: 1
b:
  - c: 1
    "c": 2
    ^^^ error yaml/duplicate-key
a: {x: 1, y: 2, x: 3}
^ error yaml/duplicate-key
               #^ error yaml/duplicate-key
`));

  it('does not mix up mappings', () => check('a: {x: 1}\nb: {x: 1}\nc:\n- x: 1\n- x: 1\n---\na: 1\n'));
});

describe('yaml/syntax beside templates', () => {
  const automation = (message: string, last: string) => `a:\n  messageTemplate: |\n    ${message}\n  path: x\n${last}`;

  it('is told where the template is a text of several lines', () =>
    check(automation('{{ range .Changed }}', '\tb: c\n^ error yaml/syntax\n')));

  it('is not told where the template may be the file', () => {
    check(automation('x', '{{ if .b }}\n  b: c\n{{ end }}\n'));
    check('a: {{ name }}\nb: "c\n');
  });
});
