import { PerformanceObserver } from 'node:perf_hooks';

/**
 * Calls back with the processor time, in milliseconds, that this thread used between two turns of its event loop, until the result is called:
 * so long nothing else could run, whatever else the machine does.
 */
export function watchTicks(onSlice: (milliseconds: number) => void): () => void {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = used();
  let running = true;
  const tick = (): void => {
    const now = used();
    onSlice(now - last);
    last = now;
    if (running) setImmediate(tick);
  };
  setImmediate(tick);
  return () => (running = false);
}

/** Calls back with the time, in milliseconds, that each collection of garbage held this thread up, until the result is called. */
export function watchPauses(onPause: (milliseconds: number) => void): () => void {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach((it) => onPause(it.duration)));
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}
