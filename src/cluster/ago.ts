import { plainText } from '../flux/plain.ts';

/** `3 min ago`, from a time as Kubernetes writes it. A clock that runs ahead of ours says `just now`; what is no time is given as it is. */
export function ago(time: string, now: number): string {
  const then = Date.parse(time);
  if (Number.isNaN(then)) return plainText(time, 40);
  return now - then < 1000 ? 'just now' : `${lengthOf(now - then)} ago`;
}

/** `for 3 min`: how long something lasts that began then. Unclear times as `ago` gives them. */
export function lasting(time: string, now: number): string {
  const then = Date.parse(time);
  return Number.isNaN(then) || now - then < 1000 ? ago(time, now) : `for ${lengthOf(now - then)}`;
}

const units: readonly (readonly [milliseconds: number, name: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** `3 min`: a length of time in its largest unit. */
export function lengthOf(milliseconds: number): string {
  const [size, name] = units.find(([it]) => milliseconds >= it) ?? [1000, 's'];
  return `${Math.floor(milliseconds / size)} ${name}`;
}
