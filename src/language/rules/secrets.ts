import { isMap, isScalar, isSeq } from 'yaml';
import { isKustomizationPath } from '../build/builds.ts';
import { isKustomize } from '../repository/facts.ts';
import { textOf } from '../yaml/parse.ts';
import type { Rule } from '../rule.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { keySpan, lengthAt } from '../repository/values.ts';

/** Keys of Secrets whose values everybody may know: certificates, public keys, names, addresses. */
const open: ReadonlySet<string> = new Set([
  'ca.crt',
  'caFile',
  'tls.crt',
  'certFile',
  'known_hosts',
  'identity.pub',
  'username',
  'user',
  'address',
  'url',
  'host',
  'hostname',
  'port',
  'database',
  'issuer',
  'region',
  'endpoint',
  'clientID',
  'client-id',
]);

/** A Secret whose values stand in Git for everybody to read (RULES.md rule 19). Empty values, variables and placeholders are none. */
export const plainSecrets: Rule = function* ({ document }) {
  const { group, version, kind } = document.header;
  if (kind?.value !== 'Secret' || group !== '' || version !== 'v1' || document.nodeAt(['sops']) !== undefined) return;
  if (/^(?:kubernetes\.io\/service-account-token|helm\.sh\/)/.test(textOf(document.nodeAt(['type'])) ?? '')) return;
  for (const field of ['data', 'stringData']) {
    const map = document.nodeAt([field]);
    if (!isMap(map)) continue;
    const leaked = map.items.find(
      ({ key, value }) => isScalar(key) && !open.has(String(key.value)) && isScalar(value) && isSecret(textOf(value)),
    );
    if (leaked) yield { code: 'secret/plain', generated: false, span: keySpan(document, [field]) };
  }
};

/** The same for Secrets that kustomize makes from literals. */
export const plainLiterals: Rule = function* ({ manifest, document }) {
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return;
  for (let at = 0; at < lengthAt(document, ['secretGenerator']); at++) {
    const path = ['secretGenerator', at, 'literals'];
    const list = document.nodeAt(path);
    const texts = isSeq(list) ? list.items.map((it) => (isScalar(it) ? (textOf(it) ?? '') : '')) : [];
    const leaked = texts.some((it) => {
      const [key = '', value] = it.split(/=(.*)/s);
      return !open.has(key) && isSecret(value);
    });
    if (leaked) yield { code: 'secret/plain', generated: true, span: keySpan(document, path) };
  }
};

/** Encrypted values, references to a vault and what stands for a value (`<token>`, `{{ token }}`, `changeme`, `xxx`) are no secrets. */
function isSecret(text: string | undefined): boolean {
  const value = text?.trim() ?? '';
  return value !== '' && !isSymbolic(value) && !value.startsWith('ENC[') && !reference.test(value) && !form.test(value);
}

/** What 1Password (`op://`), vals (`ref+vault://`), the Vault plugins (`vault:`, `<path:…>`) and Bitwarden (`bws://`) put a secret in place of. */
const reference = /^(?:op|bws|awssm|azkv|gcpsm):\/\/|^ref\+\w+:\/\/|^>{0,2}vault:/;

const form =
  /^(?:<.*>|\[.*\]|__\w+__|%\w+%|@\w+@|x+|\*+|\.+|placeholder|todo|tbd|dummy|example|sample|redacted|secret|value|(?:please[ _-]?)?(?:change|replace|fill|set|insert|update)[ _-]?(?:me|this|it|in)(?:[ _-].*)?|your[ _-].*|.*[_-](?:here|placeholder))$/i;
