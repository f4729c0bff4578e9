import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** The way from a replica to its primary, which can be held up, and cut with all that is on it. */
export interface ReplicaLink {
  readonly port: number;
  /** What the primary sends goes no further. It stays connected: for a while it takes the replica for a good one. */
  hold(): void;
  cut(): void;
}

export async function openReplicaLink(primaryPort: number): Promise<ReplicaLink> {
  const sockets = new Set<Socket>();
  let held = false;
  const server = createServer((replica) => {
    const primary = connect(primaryPort, '127.0.0.1');
    for (const socket of [replica, primary]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    replica.on('data', (data) => primary.write(data)).on('close', () => primary.destroy());
    primary.on('data', (data) => !held && replica.write(data)).on('close', () => replica.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  onTestFinished(cut);
  const { port } = server.address() as AddressInfo;
  return { port, hold: () => (held = true), cut };
}
