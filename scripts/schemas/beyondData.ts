import type { Schema } from '../../src/language/schema/schema.ts';
import { must } from './forms.ts';

/** A rule for Secrets of a type: which keys they need, of which one is enough where `any` is set. */
function keysOf(type: string, keys: readonly string[], message: string, any = false) {
  const has = (key: string) =>
    `(has(self.data) && '${key}' in self.data || has(self.stringData) && '${key}' in self.stringData)`;
  const found = keys.map(has).join(any ? ' || ' : ' && ');
  return { rule: `!has(self.type) || self.type != '${type}' || ${found}`, message };
}

const dataKeys: Schema = {
  rules: [
    must("self.all(key, key.matches('^[-._a-zA-Z0-9]{1,253}$'))", 'keys may have letters, digits, "-", "_" and "."'),
  ],
};

/** What is only kept for others to read. */
export const dataFacts: Readonly<Record<string, Schema>> = {
  'core.v1.ConfigMap': { properties: { data: dataKeys, binaryData: dataKeys } },
  'core.v1.Secret': {
    properties: { data: dataKeys, stringData: dataKeys },
    rules: [
      keysOf(
        'kubernetes.io/tls',
        ['tls.crt', 'tls.key'],
        'a Secret of type kubernetes.io/tls needs tls.crt and tls.key',
      ),
      keysOf(
        'kubernetes.io/dockerconfigjson',
        ['.dockerconfigjson'],
        'a Secret of type kubernetes.io/dockerconfigjson needs .dockerconfigjson',
      ),
      keysOf(
        'kubernetes.io/basic-auth',
        ['username', 'password'],
        'a Secret of type kubernetes.io/basic-auth needs username or password',
        true,
      ),
      keysOf(
        'kubernetes.io/ssh-auth',
        ['ssh-privatekey'],
        'a Secret of type kubernetes.io/ssh-auth needs ssh-privatekey',
      ),
    ],
  },
};
