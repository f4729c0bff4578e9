import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { frameLength } from './resp.ts';

/** What becomes of one announcement on its way to one process; several: it comes so often. */
export type Fate = 'pass' | 'drop' | 'double' | 'late';

export interface AnnouncementProxy {
  readonly url: string;
  /** Decides for every announcement on every connection. */
  fate: () => Fate;
  /** How many did not simply pass. */
  hits: number;
  close(): Promise<void>;
}

const isAnnouncement = (frame: Buffer) => /^[>*]3\r\n\$7\r\nmessage\r\n/.test(frame.toString('latin1', 0, 20));

/** Stands between Maru and Redis. Everything passes; announcements of Pub/Sub, on connections that subscribed, as they are fated to. */
export async function startAnnouncementProxy(target: string): Promise<AnnouncementProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(end);
      end.setNoDelay(true);
      end
        .on('error', () => undefined)
        .once('close', () => {
          sockets.delete(end);
          other.destroy();
        });
    }
    passWithAnnouncements(client, server, proxy);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const proxy: AnnouncementProxy = {
    url: `redis://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    fate: () => 'pass',
    hits: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
  return proxy;
}

function passWithAnnouncements(client: Socket, server: Socket, proxy: AnnouncementProxy): void {
  let subscribes = false;
  let unread = Buffer.alloc(0);
  /** An announcement that the next one overtakes. */
  let late: Buffer | undefined;
  client.on('data', (bytes: Buffer) => {
    subscribes ||= /\bsubscribe\b/i.test(bytes.toString('latin1'));
    server.write(bytes);
  });
  const handOn = (frame: Buffer) => {
    const fate = isAnnouncement(frame) ? proxy.fate() : 'pass';
    if (fate !== 'pass') proxy.hits += 1;
    const overtaken = late;
    late = fate === 'late' ? frame : undefined;
    if (fate === 'pass' || fate === 'double') client.write(frame);
    if (fate === 'double') client.write(frame);
    if (overtaken) client.write(overtaken);
  };
  server.on('data', (bytes: Buffer) => {
    if (!subscribes) return void client.write(bytes);
    unread = Buffer.concat([unread, bytes]);
    for (let length = frameLength(unread); length !== undefined; length = frameLength(unread)) {
      handOn(unread.subarray(0, length));
      unread = unread.subarray(length);
    }
  });
}
