import { check as checkAll } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: web\n';
const checks = (name: string, mark = '', namespace = 'web', more = '') =>
  kustomization(
    'shop',
    `  path: ./shop\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n  healthChecks:\n    - apiVersion: apps/v1\n      kind: Deployment\n      name: ${name}\n${mark}      namespace: ${namespace}\n${more}`,
  );
const check = (text: string, more: Files = {}) =>
  checkAll({ ...fleet, 'clusters/home/shop.yaml': text, 'shop/web.yaml': deployment, ...more });

describe('health/absent', () => {
  it('is an object that nothing makes, by its name or its namespace', () => {
    check(checks('wbe', '           #^^^ warning health/absent\n'));
    check(checks('cart', '           #^^^^ warning health/absent\n'));
    check(checks('web', '', 'shop', '                #^^^^ warning health/absent\n'));
  });

  it('is a name that the build changes', () => {
    const prefixed = {
      'shop/kustomization.yaml': 'namePrefix: my-\nresources: [web.yaml]\n',
      'shop/web.yaml': deployment.replace('name: web', 'name: orders'),
    };
    check(checks('orders', '           #^^^^^^ warning health/absent\n'), prefixed);
    check(checks('my-orders'), prefixed);
  });

  it('is none that is built here or elsewhere, or that a release or an operator may make', () => {
    check(checks('web'));
    check(checks('other'), { 'other/other.yaml': deployment.replace('name: web', 'name: other') });
    const release = (fleet['apps/web/release.yaml'] ?? '').replace('name: web', 'name: shop\n  namespace: web');
    check(checks('cart'), { 'shop/release.yaml': release });
    check(checks('web-server'));
    const custom = 'apiVersion: example.com/v1\nkind: Cart\nmetadata:\n  name: cart\n  namespace: web\n';
    check(checks('cart'), { 'shop/cart.yaml': custom });
    check(checks('web-${COLOR}'));
  });

  it('is none where the list is ignored, or the build is not known in full', () => {
    check(checks('cart', '', 'web', '').replace('  healthChecks:', '  force: false\n  healthChecks:'), {
      'shop/kustomization.yaml': 'resources:\n  - web.yaml\n  - https://example.com/more.yaml\n',
    });
  });
});

describe('health/absent of what controllers make', () => {
  const secret = (name: string, mark = '') =>
    checks(name, mark).replace('apiVersion: apps/v1\n      kind: Deployment', 'apiVersion: v1\n      kind: Secret');
  const external: Files = {
    'shop/external.yaml':
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: login\n  namespace: web\nspec:\n  target:\n    name: grafana-admin-1\n',
  };

  it('is a slip of a Secret that one of them makes', () =>
    check(secret('grafaea-admin-1', '            ^^^^^^^^^^^^^^^ warning health/absent\n'), external));

  it('is none that is made, the next of a row, or something else', () => {
    check(secret('grafana-admin-1'), external);
    check(secret('grafana-admin-2'), external);
    check(secret('login-token'), external);
  });
});
