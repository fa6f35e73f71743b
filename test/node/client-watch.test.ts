import assert from 'node:assert/strict';
import type { WatchEvent } from '../../src/cluster/api.ts';
import { json } from './bad-server.ts';
import type { Answer } from './bad-server.ts';
import { clientRoom, kind, never, page } from './client-room.ts';

describe('the client and watches that go wrong', () => {
  const room = clientRoom();
  const { api, refused } = room;

  it('watches line by line, however the lines arrive, and drops the last when it is cut', async () => {
    const line = `${JSON.stringify({ type: 'MODIFIED', object: { metadata: { name: 'wéb' } } })}\n`;
    const bytes = Buffer.from(line + line + '{"type":"ADDED","obj');
    const it = await api((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (const byte of bytes.subarray(0, -1)) response.write(Buffer.from([byte]));
      response.write(bytes.subarray(-1), () => void response.destroy());
    });
    const events: WatchEvent[] = [];
    await it.watch(kind, { resourceVersion: '1' }, (event) => events.push(event), never);
    assert.deepEqual(
      events.map((event) => event.object.metadata?.name),
      ['wéb', 'wéb'],
    );
    assert.match(room.server()?.asked[0] ?? '', /watch=true&allowWatchBookmarks=true&resourceVersion=1/);
  });

  it('ends a watch in which nothing comes any more', async () => {
    const silent: Answer = (_, response) => void response.writeHead(200).flushHeaders();
    const it = await api(silent, undefined, { watchIdle: 300 });
    await it.watch(kind, { resourceVersion: '1' }, () => assert.fail(), never);
  });

  it('tells from inside a watch that the version is gone, and that lines make no sense', async () => {
    const gone = `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, message: 'too old' } })}\n`;
    const watching = async (text: string) => {
      await room.server()?.stop();
      const it = await api(json(200, text));
      return refused(it.watch(kind, { resourceVersion: '1' }, () => undefined, never));
    };
    assert.equal((await watching(gone)).reason, 'gone');
    assert.equal((await watching('{]\n')).reason, 'malformed');
    assert.equal((await watching('{"type":"DANCED","object":{}}\n')).reason, 'malformed');
    assert.match((await watching(`${page}\n`)).message, /web page/);
    // Without a line end nothing is ever complete: a login page that ends cleanly is still no watch.
    assert.match((await watching(page)).message, /web page/);
    assert.equal((await watching('{"half":')).reason, 'malformed');
  });

  it('stops at once when told to, and closes the connection', async () => {
    const end = new AbortController();
    let closed: Promise<unknown> | undefined;
    const it = await api((request, response) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve));
      response.writeHead(200).flushHeaders();
      end.abort();
    });
    await assert.rejects(
      it.watch(kind, { resourceVersion: '1' }, () => undefined, end.signal),
      { name: 'AbortError' },
    );
    await closed;
  });
});
