import type { Finding } from './trial.ts';

/** Why we say something else than Flux and the API server do, where nobody has taught us better yet or nobody should. */
export function explanationOf(finding: Finding): string | undefined {
  const line = `${finding.mutant.from.name} | ${finding.mutant.label} | ${finding.truth.reason}`;
  return explanations.find(([pattern]) => pattern.test(line))?.[1];
}

/** A pattern over sample, change and answer, and the reason. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [/no matches for kind "\w+" in version "[^"]*\./, 'a group that we do not know may be in the cluster all the same'],
  [
    /write metadata\.name as .* \| the object itself/,
    'the object is lost before a rule about its name is asked; both are said',
  ],
  [
    /node-referrerOriginal/,
    'which kinds have names that kustomize follows decides between lost and refused; both are said',
  ],
  [/retype metadata\.annotations to \d/, 'annotations that are no mapping are an error for us, and lost for Flux'],
  [
    /write spec\.(replicas|hard)\S* as (9007199254740992| 50|nothing)/,
    'Go wraps, trims and fills in; a value that is none is an error for us',
  ],
  [
    /as 0777 \| changed|resources\.re\S* as .* \| changed/,
    'octal numbers are meant so where modes of files stand: no warning',
  ],
  [/put spec\.dataSource into another/, 'OpenAPI asks for the fields, and the API server lets an empty reference pass'],
  [
    /Not found: |default request value|default value \d+ is greater|must be greater than zero/,
    'amounts and names that fit each other',
  ],
  [
    /must specify a volume type|may only be used when `type` is|`selector` does not match template/,
    'fields that ask for each other',
  ],
  [
    /Duplicate value: |element \d+: associative list with keys/,
    'items that are told apart by a key which may be absent',
  ],
  [
    /fieldRef\.fieldPath|subjects\.0\.name as x|resourceRules\.0\.verbs|spec\.template\.labels: Invalid value/,
    'forms of single names',
  ],
  [
    /^(generators|overlay|plain) kustomization\.yaml /,
    'what kustomize asks of generators, patches and replacements when it builds',
  ],
  [/^kustomization\.yaml /, 'what kustomize asks when it builds'],
];
