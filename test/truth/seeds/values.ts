import type { Place } from './places.ts';
import type { Ground, Seed } from './seed.ts';
import { slip, written } from './seed.ts';

/** A fault that is one value written wrongly. */
interface Row {
  readonly fault: string;
  readonly kinds: RegExp;
  readonly fields: RegExp;
  /** The text of the value; `undefined` where the row does not apply. */
  readonly write: (it: Place, ground: Ground) => string | undefined;
  readonly codes: RegExp;
  /** How many lines above or below it may be told, where the whole mapping is what is wrong. Default 0. */
  readonly near?: number;
}

const flux = /toolkit\.fluxcd\.io\//;
const any = /./;
const typo = (it: Place, ground: Ground): string | undefined => (it.value.includes('$') ? undefined : slip(it.value, ground));
const isFolder = (path: string, { texts }: Ground): boolean => {
  const folder = path.replace(/^\.?\//, '').replace(/\/$/, '');
  return folder !== '' && [...texts.keys()].some((it) => it.startsWith(`${folder}/`));
};
const always = (text: string) => (): string => text;

const rows: readonly Row[] = [
  { fault: 'name of a source', kinds: flux, fields: /(sourceRef|chartRef)\.name$/, write: typo, codes: /^reference\/missing$/ },
  { fault: 'kind of a source', kinds: flux, fields: /(sourceRef|chartRef)\.kind$/, write: typo, codes: /^(schema\/enum|reference\/missing)$/ },
  {
    fault: 'another kind of source',
    near: 1,
    kinds: /\/Kustomization$/,
    fields: /sourceRef\.kind$/,
    write: ({ value }) => (value === 'Bucket' ? undefined : 'Bucket'),
    codes: /^reference\/missing$/,
  },
  { fault: 'namespace of a source', kinds: flux, fields: /(sourceRef|chartRef)\.namespace$/, write: typo, codes: /^reference\/missing$/ },
  { fault: 'name of a dependency', kinds: flux, fields: /^spec\.dependsOn\.\*\.name$/, write: typo, codes: /^reference\/missing$/ },
  { fault: 'namespace of a dependency', kinds: flux, fields: /^spec\.dependsOn\.\*\.namespace$/, write: typo, codes: /^reference\/missing$/ },
  { fault: 'a dependency on itself', kinds: flux, fields: /^spec\.dependsOn\.\*\.name$/, write: (it) => it.name, codes: /^(dependency\/cycle|reference\/missing)$/ },
  { fault: 'path', kinds: /kustomize.toolkit.fluxcd.io\/Kustomization$/, fields: /^spec\.path$/, write: (it, ground) => (isFolder(it.value, ground) ? typo(it, ground) : undefined), codes: /^path\/missing$/ },
  { fault: 'chart in the repository', kinds: /\/HelmRelease$/, fields: /^spec\.chart\.spec\.chart$/, write: (it, ground) => (/^\.?\.?\//.test(it.value) ? typo(it, ground) : undefined), codes: /^helm\/chart-missing$/ },
  { fault: 'path of an automation', kinds: /ImageUpdateAutomation/, fields: /^spec\.update\.path$/, write: typo, codes: /^path\/missing$/ },
  { fault: 'entry', kinds: /^kustomize$/, fields: /^(resources|components|bases)\.\*$/, write: (it, ground) => (it.value.includes('://') ? undefined : typo(it, ground)), codes: /^(kustomization\/entry-missing|build\/)/ },
  { fault: 'file of a patch', kinds: /^kustomize$/, fields: /^patches.*\.path$/, write: typo, codes: /^build\/patch-file-missing$/ },
  { fault: 'file of a generator', kinds: /^kustomize$/, fields: /Generator\.\*\.(files|envs)\.\*$/, write: (it, ground) => (it.value.includes('=') ? undefined : typo(it, ground)), codes: /^build\/source-missing$/ },
  { fault: 'target of a patch', kinds: /^kustomize$/, fields: /^patches\.\*\.target\.(kind|name)$/, near: 2, write: typo, codes: /^build\/patch-/ },
  { fault: 'name of values', kinds: /HelmRelease$/, fields: /^spec\.valuesFrom\.\*\.name$/, write: typo, codes: /^reference\/object-missing$/ },
  { fault: 'key of values', kinds: /HelmRelease$/, fields: /^spec\.valuesFrom\.\*\.valuesKey$/, write: typo, codes: /^reference\/key-missing$/ },
  { fault: 'name of variables', kinds: /Kustomization$/, fields: /^spec\.postBuild\.substituteFrom\.\*\.name$/, write: typo, codes: /^reference\/object-missing$|^variable\// },
  { fault: 'image repository', kinds: /ImagePolicy$/, fields: /imageRepositoryRef\.name$/, write: typo, codes: /^reference\/missing$/ },
  { fault: 'provider', kinds: /Alert$/, fields: /providerRef\.name$/, write: typo, codes: /^reference\/missing$/ },
  { fault: 'object of a receiver', kinds: /Receiver$/, fields: /^spec\.resources\.\*\.name$/, write: typo, codes: /^notification\/no-source$/ },
  { fault: 'object of an alert', kinds: /Alert$/, fields: /^spec\.eventSources\.\*\.name$/, write: (it, ground) => (it.value === '*' ? undefined : typo(it, ground)), codes: /^notification\/no-source$/ },
  { fault: 'health check', kinds: /Kustomization$/, fields: /^spec\.healthChecks\.\*\.name$/, write: typo, codes: /^health\/absent$/ },
  { fault: 'kind', kinds: flux, fields: /^kind$/, write: typo, codes: /^kind\/unknown$/ },
  { fault: 'kind of Kubernetes', kinds: /^(apps|batch)?\//, fields: /^kind$/, write: typo, codes: /^schema\/unknown-kind$/ },
  { fault: 'old version', kinds: flux, fields: /^apiVersion$/, write: ({ value }) => value.replace(/\/v\d\w*$/, '/v1alpha1'), codes: /^kind\/version$/ },
  { fault: 'group', kinds: flux, fields: /^apiVersion$/, write: ({ value }) => value.replace('toolkit', 'tookit'), codes: /^(kind|schema)\// },
  { fault: 'version of Kubernetes', kinds: /^apps\//, fields: /^apiVersion$/, write: always('apps/v2'), codes: /^schema\/unknown-kind$/ },
  { fault: 'duration', kinds: flux, fields: /^spec\.(interval|timeout|retryInterval)$/, write: (_, { random }) => random.oneOf(['1d', '10', '5 m', '1h 30m', '10min', '-5m']), codes: /^(duration\/invalid|schema\/)/ },
  { fault: 'boolean', kinds: flux, fields: /^spec\.(prune|wait|suspend)$/, write: (_, { random }) => random.oneOf(['"true"', 'yes', 'ture', '1']), codes: /^schema\/type$/ },
  { fault: 'number', kinds: /^(apps\/|\/Service$)/, fields: /(\.replicas|\.port|\.containerPort)$/, write: ({ value }) => (/^\d+$/.test(value) ? `"${value}"` : undefined), codes: /^schema\/type$/ },
  { fault: 'text in quotes lost', kinds: /^\/ConfigMap$/, fields: /^data\.[^.]*$/, write: always('8080'), codes: /^schema\/type$/ },
  { fault: 'label', kinds: any, fields: /^metadata\.labels\.[^.]+$/, write: always('not a label'), codes: /^schema\/label$/ },
  { fault: 'name of an object', kinds: /^(?!kustomize$|rbac)/, fields: /^metadata\.name$/, write: ({ value }) => `${value.replace(/^./, (it) => it.toUpperCase())}_x`, codes: /^schema\/name$/ },
  { fault: 'range of versions', kinds: /(HelmRelease|OCIRepository|HelmChart|GitRepository|ImagePolicy)$/, fields: /(chart\.spec\.version|ref\.semver|policy\.semver\.range)$/, write: (_, { random }) => random.oneOf(['">=1.x.y.z"', 'latest!', '1.2.3.4.5', '">> 1"']), codes: /^(helm\/version-range|source\/range)$/ },
  { fault: 'url', kinds: /GitRepository$/, fields: /^spec\.url$/, write: always('git@example.com:shop/fleet.git'), codes: /^source\/git-url$/ },
  { fault: 'url', kinds: /OCIRepository$/, fields: /^spec\.url$/, write: ({ value }) => value.replace('oci://', 'https://'), codes: /^source\/oci-url$/ },
  { fault: 'url', kinds: /HelmRepository$/, fields: /^spec\.url$/, write: ({ value }) => value.replace(/^\w+:\/\//, ''), codes: /^schema\/pattern$/ },
  { fault: 'image', kinds: /ImageRepository$/, fields: /^spec\.image$/, write: ({ value }) => `https://${value}`, codes: /^image\/name$/ },
  { fault: 'quantity', kinds: any, fields: /resources\.(requests|limits)\.\w+$/, write: ({ value, kind }) => (value.includes('$') || !/^(apps|batch)?\//.test(kind) ? undefined : '1Gx'), codes: /^schema\/format$/ },
];

/** All faults of the table that can be made. */
export function valueSeeds(ground: Ground): readonly Seed[] {
  return rows.flatMap((row) =>
    ground.places.flatMap((it) => {
      if (!row.kinds.test(it.kind) || !row.fields.test(it.field)) return [];
      const value = row.write(it, ground);
      return value === undefined || value === it.value ? [] : [written(ground, it, row, value)];
    }),
  );
}
