import { check } from '../carets.ts';
import { object } from './object.ts';

const release = (values: string) =>
  object('HelmRelease', `spec:\n  chartRef:\n    kind: OCIRepository\n    name: \${NAME}\n  values:\n${values}`);

describe('secret/literal', () => {
  it('finds passwords and tokens in values and variables', () => {
    check(
      release(
        '    auth:\n      adminPassword: hunter2hunter2\n                     ^^^^^^^^^^^^^^ information secret/literal\n',
      ),
    );
    check(
      release(
        '    env:\n      API_TOKEN: xoxb0123456789abcdef\n                 ^^^^^^^^^^^^^^^^^^^^ information secret/literal\n',
      ),
    );
  });

  it('is silent about names of secrets, placeholders, variables and words', () => {
    check(release('    auth:\n      existingSecretPassword: app-secret-1\n'));
    check(
      release(
        '    auth:\n      password: ${PASSWORD}\n      token: ""\n      apiKey: changeme\n      secretKey: admin-key1\n',
      ),
    );
    check(release('    auth:\n      passwordKey: admin-password1\n      tokenPath: /var/run/token1234\n'));
    check(
      object('OCIRepository', 'spec:\n  url: oci://ghcr.io/org/app\n').replace(
        '  name: one',
        '  name: one\n  annotations:\n    password: hunter2hunter2',
      ),
    );
  });
});
