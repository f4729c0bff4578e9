import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** Breaks every connection now. @param inFrame lets the first bytes of what comes next through, so that it breaks inside a frame */
  cutAll(options: { readonly inFrame: boolean }): void;
  close(): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  cutAfterBytes: number | undefined;
}

const BYTES_OF_A_TORN_FRAME = 7;

/** A TCP proxy on loopback whose connections can be cut and delayed. */
export async function startProxy(target: string, { delayMs = 0 } = {}): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const lines = new Set<Line>();
  const listener = createServer((client) => {
    const line: Line = { client, server: connect(Number(port), hostname), cutAfterBytes: undefined };
    lines.add(line);
    pass(line, client, line.server, delayMs);
    pass(line, line.server, client, delayMs);
    for (const end of [line.client, line.server])
      end
        .on('error', () => undefined)
        .once('close', () => {
          lines.delete(line);
          cut(line);
        });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    cutAll({ inFrame }) {
      for (const line of lines) {
        if (inFrame) line.cutAfterBytes = BYTES_OF_A_TORN_FRAME;
        else cut(line);
      }
    },
    async close() {
      for (const line of lines) cut(line);
      listener.close();
      await once(listener, 'close');
    },
  };
}

function cut({ client, server }: Line): void {
  client.destroy();
  server.destroy();
}

/** Only what comes from the server is torn: whether a request arrived is then what the client cannot know. */
function pass(line: Line, from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (bytes: Buffer) => {
    const forward = () => {
      if (line.cutAfterBytes === undefined || from === line.client) return void to.write(bytes);
      to.write(bytes.subarray(0, line.cutAfterBytes), () => cut(line));
    };
    if (delayMs === 0) forward();
    else setTimeout(forward, delayMs);
  });
  from.once('end', () => to.end());
}
