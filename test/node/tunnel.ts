import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** An HTTP proxy that tunnels to the port that is asked for, on loopback, whatever the name: nobody but the proxy knows the way to it. */
export interface Tunnel {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** Where it was asked to lead, in order: `host:port`. */
  readonly asked: string[];
}

/** One for each test. Call it inside `describe`. */
export function tunnel(): Tunnel {
  const sockets = new Set<Socket>();
  const given = { address: '', asked: [] as string[] };
  let proxy: Server;
  beforeEach(async () => {
    given.asked.length = 0;
    proxy = createServer();
    proxy.on('connection', (it: Socket) => sockets.add(it));
    proxy.on('connect', (request, client: Socket) => {
      given.asked.push(request.url ?? '');
      const server = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        server.pipe(client).pipe(server);
      });
      sockets.add(server);
      client.on('error', () => server.destroy());
      server.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    given.address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const it of sockets) it.destroy();
    sockets.clear();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return given;
}
