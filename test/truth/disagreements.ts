import type { Finding } from './trial.ts';

/** Why we say something else than Flux and the API server do, where nobody has taught us better yet or nobody should. */
export function explanationOf(finding: Finding): string | undefined {
  const line = `${finding.mutant.from.name} | ${finding.mutant.label} | ${finding.truth.reason}`;
  return explanations.find(([pattern]) => pattern.test(line))?.[1];
}

/** A pattern over sample, change and answer, and the reason. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [
    /write metadata\.name as .* \| the object itself/,
    'the object is lost before a rule about its name is asked; both are said',
  ],
  [/ as (0b11|1_000|0777|0120|-0x1) \| changed/, 'notations of YAML 1.1 are meant so: a number is one'],
  [/spec\.ports\.\d\.protocol/, 'Flux fills in TCP, and nothing else could be meant'],
  [/2026-01-01/, 'a date becomes a time, which we say, and not what is wrong with that as a name'],
  [/CustomResourceDefinition\/.*openAPIV3Schema/, 'of schemas within a CRD we ask little'],
  [/secrets\.0 as nothing|subsets\.0 as nothing|envFrom\.0 as no/, 'an item that is nothing becomes an empty one'],
  [/must not be specified when serviceAccountName is not set/, 'fields of a pod that ask for each other'],
  [/a lowercase RFC 1123 subdomain must consist/, 'forms of single names'],
  [
    /^(generators|overlay|plain|small) kustomization\.yaml /,
    'what kustomize asks of namespaces, replacements and names of fields when it builds',
  ],
  [/ as \d{10,} \| /, 'of a number that does not fit we say what becomes of it, and not what is wrong with that'],
  [/ValidatingAdmissionPolicy\/.*compilation failed/, 'the CEL of admission policies has a language of its own'],
  [/namespace is blank for resource/, 'kustomize cannot read subjects without a namespace, and nobody has them'],
  [/FlowSchema\/.*(RFC 1123|must be no more than)/, 'forms of names in flow control'],
  [/handSize/, 'how many queues fit together is computed, and by nobody but the API server'],
  [/ as 12345678901234567890123 \| changed/, 'a number that no whole number can be, whatever Flux makes of it'],
  [/\.periodSeconds as \d{16,} \| dropped/, 'we say that it becomes 0, which is not written'],
  [/Secret\/web \| write data\.\w+ as \w+=* \| changed/, 'base64 with bits to spare, which mean nothing'],
  [/ResourceSetInputProvider\/.*spec\.schedule/, 'the API server takes any text, and Flux Operator reads the schedule'],
  [/^kustomization\.yaml /, 'what kustomize asks when it builds'],
];
