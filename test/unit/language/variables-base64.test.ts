import { check } from '../carets.ts';

describe('variable/in-base64', () => {
  it('finds variables that Flux does not see', () => {
    const data = Buffer.from('pass ${WORD}').toString('base64');
    check(`apiVersion: v1
kind: Secret
metadata: {name: s, namespace: web}
data:
^^^^ warning secret/plain
  a: ${data}
    #${'^'.repeat(data.length)} warning variable/in-base64
  b: ${Buffer.from('pass').toString('base64')}
stringData:
^^^^^^^^^^ warning secret/plain
  c: ${data}
`);
  });
});
