import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** What `ws` does at best for somebody who needs nothing else: whatever comes from anybody goes to all others as it is, made ready once. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (publisher) => {
  publisher.on('message', (frame) => {
    for (const client of server.clients) if (client !== publisher) client.send(frame, { binary: false });
  });
});
server.on('listening', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
