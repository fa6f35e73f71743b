import type { HelmProblem } from './problems/helm.ts';
import type { SourceProblem } from './problems/sources.ts';
import type { ImageProblem } from './problems/images.ts';
import type { NotificationProblem } from './problems/notifications.ts';
import type { HealthProblem } from './problems/health.ts';
import type { LinkProblem } from './problems/links.ts';
import type { MetadataProblem } from './problems/metadata.ts';
import type { CrdProblem } from './problems/crds.ts';
import type { BuildProblem } from './problems/build.ts';
import type { CelProblem } from './problems/cel.ts';
import type { PathProblem } from './problems/paths.ts';
import type { SecretProblem } from './problems/secrets.ts';
import type { KindProblem } from './problems/kinds.ts';
import type { KustomizationProblem } from './problems/kustomization.ts';
import type { ReferenceProblem } from './problems/references.ts';
import type { SchemaProblem } from './problems/schema.ts';
import type { TextProblem } from './problems/text.ts';
import type { ValueProblem } from './problems/values.ts';
import type { VariableProblem } from './problems/variables.ts';
import type { AdviceProblem } from './problems/advice.ts';
import type { EncryptionProblem } from './problems/encryption.ts';
import type { ReleaseProblem } from './problems/releases.ts';
import type { OperatorProblem } from './problems/operator.ts';
import type { OrderProblem } from './problems/order.ts';
import type { PodProblem } from './problems/pods.ts';
import type { ReachProblem } from './problems/reach.ts';
import type { Span } from './yaml/text.ts';

/** A found fact: where, what, and nothing about how to say it. One file of `problems/` for each area. */
export type Problem = { readonly span: Span; readonly after?: Substitution } & (
  | TextProblem
  | KindProblem
  | CrdProblem
  | ReferenceProblem
  | ValueProblem
  | KustomizationProblem
  | HelmProblem
  | SourceProblem
  | ImageProblem
  | NotificationProblem
  | HealthProblem
  | MetadataProblem
  | PathProblem
  | SecretProblem
  | CelProblem
  | SchemaProblem
  | BuildProblem
  | VariableProblem
  | LinkProblem
  | ReachProblem
  | OperatorProblem
  | OrderProblem
  | PodProblem
  | ReleaseProblem
  | EncryptionProblem
  | AdviceProblem
);

/** Who puts variables into a value that is wrong only then. */
export interface Substitution {
  /** The Kustomization. */
  readonly applier: string;
  /** What stands there then; absent where the problem is not about one value. */
  readonly value?: string;
}

export type Code = Problem['code'];
