import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/**
 * Ports on 127.0.0.1 that nobody uses now. Programs that cannot be told to choose one themselves take them, so another
 * process may be faster: {@link onFreePorts} tries again then.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((it) => once(it, 'listening')));
  const ports = servers.map((it) => (it.address() as AddressInfo).port);
  await Promise.all(servers.map((it) => new Promise((done) => it.close(done))));
  return ports;
}

/** Runs `start` with free ports, and up to twice more with others when it fails because one of them was taken meanwhile. */
export async function onFreePorts<T>(count: number, start: (ports: readonly number[]) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePorts(count));
    } catch (error) {
      if (attempt === 3 || !/address already in use/i.test(String(error))) throw error;
    }
  }
}
