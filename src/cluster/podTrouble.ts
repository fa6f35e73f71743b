import { plainText } from '../flux/plain.ts';
import type { RawObject } from './collection.ts';
import { mapping, text } from './values.ts';

/** What is wrong with a pod or a workload: words that follow its name in a sentence, and what helps. Plain text. */
export interface Trouble {
  readonly words: string;
  readonly advice: string;
  /** Whether time alone may heal it. */
  readonly passing: boolean;
}

/** What a reason of a waiting or ended container means. Sources: kubelet's container reasons, Kubernetes "Pod Lifecycle". */
const reasons: Readonly<Record<string, readonly [words: string, advice: string]>> = {
  ImagePullBackOff: [
    'cannot pull the image',
    'Correct the image or its tag, or give the pod an imagePullSecret that may read it.',
  ],
  ErrImagePull: [
    'cannot pull the image',
    'Correct the image or its tag, or give the pod an imagePullSecret that may read it.',
  ],
  ErrImageNeverPull: [
    'may not pull the image',
    'Set imagePullPolicy to IfNotPresent, or load the image onto the node.',
  ],
  InvalidImageName: ['has an image whose name is not valid', 'Correct the image.'],
  CrashLoopBackOff: ['keeps crashing', 'Read the logs of its last run: kubectl logs --previous.'],
  OOMKilled: [
    'was killed because it used more memory than its limit',
    'Raise resources.limits.memory, or let it use less.',
  ],
  CreateContainerConfigError: [
    'lacks a ConfigMap, a Secret or a key of them',
    'Create what the message names, or correct the reference.',
  ],
  CreateContainerError: ['has a container that cannot be created', 'Correct what the message names.'],
  RunContainerError: [
    'has a container that cannot start',
    'Correct the command, the mounts or the rights that the message names.',
  ],
  ContainerCannotRun: [
    'has a container that cannot start',
    'Correct the command, the mounts or the rights that the message names.',
  ],
  Evicted: ['was evicted from its node', 'Lower its requests, or give the node more memory or disk.'],
  DeadlineExceeded: [
    'ran longer than activeDeadlineSeconds',
    'Raise the deadline, or find out what it waits for in its logs.',
  ],
  Error: ['ended with an error', 'Read its logs: kubectl logs --previous.'],
};

/** Why a pod is not well, `undefined` for one that is, or that has just begun. Never throws, whatever the pod holds. */
export function podTrouble(pod: RawObject): Trouble | undefined {
  const status = mapping(pod['status']);
  if (status['phase'] === 'Succeeded') return undefined;
  return (
    unscheduled(status) ??
    containersOf(status)
      .map(containerTrouble)
      .find((it) => it !== undefined) ??
    (status['phase'] === 'Failed' ? told(text(status['reason']) ?? 'Error', text(status['message'])) : undefined) ??
    notReady(status)
  );
}

function unscheduled(status: RawObject): Trouble | undefined {
  const condition = conditionIn(status, 'PodScheduled');
  if (condition?.['status'] !== 'False' || condition['reason'] === 'SchedulingGated') return undefined;
  return {
    words: withMessage('finds no node to run on', text(condition['message'])),
    advice: 'Lower its requests, or give the cluster a node, a volume or a toleration that fits.',
    passing: false,
  };
}

/** Init containers first: the others wait for them. */
function containersOf(status: RawObject): readonly RawObject[] {
  return [status['initContainerStatuses'], status['containerStatuses']]
    .flatMap((it) => (Array.isArray(it) ? (it as unknown[]) : []))
    .map(mapping);
}

/** Waiting for these is how every container begins. */
const beginnings = new Set(['ContainerCreating', 'PodInitializing']);

function containerTrouble(container: RawObject): Trouble | undefined {
  const state = mapping(container['state']);
  const [waiting, ended] = [mapping(state['waiting']), mapping(state['terminated'])];
  const last = mapping(mapping(container['lastState'])['terminated']);
  const reason = text(waiting['reason']);
  const isRestarting = reason === 'CrashLoopBackOff' || (reason === undefined && container['ready'] !== true);
  // What a container died of says more than that it is started again and again.
  if (isRestarting && last['reason'] === 'OOMKilled') return told('OOMKilled', undefined, container);
  if (reason === 'CrashLoopBackOff') return told(reason, exitWords(last), container);
  if (reason !== undefined && !beginnings.has(reason)) return told(reason, text(waiting['message']), container);
  const code = ended['exitCode'];
  return typeof code === 'number' && code !== 0
    ? told(text(ended['reason']) ?? 'Error', exitWords(ended), container)
    : undefined;
}

function exitWords({ exitCode, message }: RawObject): string | undefined {
  const code = typeof exitCode === 'number' ? `exit code ${exitCode}` : undefined;
  return [code, text(message)].filter((it) => it !== undefined).join(', ') || undefined;
}

function told(reason: string, message: string | undefined, container: RawObject = {}): Trouble {
  const [words, advice] = reasons[reason] ?? [
    `has the reason ${plainText(reason, 80)}`,
    'Look at its events and logs.',
  ];
  const image = words.endsWith('the image') ? (text(container['image']) ?? '') : '';
  const restarts = container['restartCount'];
  const often = typeof restarts === 'number' && restarts > 1 ? `, ${restarts} times` : '';
  return {
    words: withMessage(
      `${words}${image === '' ? '' : ` ${plainText(image, 200)}`}${reason === 'CrashLoopBackOff' ? often : ''}`,
      message,
    ),
    advice,
    passing: false,
  };
}

function notReady(status: RawObject): Trouble | undefined {
  const ready = conditionIn(status, 'Ready');
  if (status['phase'] !== 'Running' || ready?.['status'] !== 'False') return undefined;
  const isRunning = containersOf(status).some((it) => mapping(it['state'])['running'] !== undefined);
  if (!isRunning) return undefined;
  return {
    words: 'runs and is not ready',
    advice: 'Look at its readiness probe and its logs.',
    passing: true,
  };
}

/** Why a workload, a job or a claim is not well by its own words, `undefined` for one that is. */
export function workloadTrouble(workload: RawObject): Trouble | undefined {
  const status = mapping(workload['status']);
  switch (workload['kind']) {
    case 'Pod':
      return podTrouble(workload);
    case 'Job':
      return conditionTrouble(
        status,
        'Failed',
        'True',
        'has failed',
        'Read the logs of its pods, then delete the Job so that Flux makes it anew.',
      );
    case 'PersistentVolumeClaim':
      return status['phase'] === 'Pending'
        ? {
            words: 'waits for a volume',
            advice: 'Check its storageClassName, and that the class can make volumes.',
            passing: true,
          }
        : undefined;
    default:
      return (
        conditionTrouble(
          status,
          'ReplicaFailure',
          'True',
          'cannot make its pods',
          'Correct the quota, the policy or the field that the message names.',
        ) ??
        conditionTrouble(status, 'Progressing', 'False', 'does not get its pods ready', 'Look at its pods.') ??
        missingReplicas(workload)
      );
  }
}

function conditionTrouble(
  status: RawObject,
  type: string,
  value: string,
  words: string,
  advice: string,
): Trouble | undefined {
  const condition = conditionIn(status, type);
  if (condition?.['status'] !== value) return undefined;
  return { words: withMessage(words, text(condition['message'])), advice, passing: false };
}

function missingReplicas(workload: RawObject): Trouble | undefined {
  const [spec, status] = [mapping(workload['spec']), mapping(workload['status'])];
  const outdated = Number(status['replicas'] ?? 0) - Number(status['updatedReplicas'] ?? status['replicas'] ?? 0);
  const wanted = Number(workload['kind'] === 'DaemonSet' ? status['desiredNumberScheduled'] : (spec['replicas'] ?? 1));
  const there = Number((workload['kind'] === 'DaemonSet' ? status['numberReady'] : status['readyReplicas']) ?? 0);
  if (outdated > 0 && !(there < wanted))
    return { words: 'still runs pods of before', advice: 'Look at its newest pod.', passing: true };
  if (!(there < wanted)) return undefined;
  return { words: `has ${there} of ${wanted} pods ready`, advice: 'Look at its pods and events.', passing: true };
}

function conditionIn(status: RawObject, type: string): RawObject | undefined {
  const conditions: unknown = status['conditions'];
  return (Array.isArray(conditions) ? (conditions as unknown[]) : []).map(mapping).find((it) => it['type'] === type);
}

function withMessage(words: string, message: string | undefined): string {
  return message === undefined ? words : `${words}: ${plainText(message, 300)}`;
}
