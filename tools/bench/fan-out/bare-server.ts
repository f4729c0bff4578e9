import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What bare-server.c does, where there is no compiler: whatever comes from the first connection goes to all others, one write() after the other. */
const subscribers = new Set<Socket>();
let isFirst = true;

const server = createServer({ noDelay: true }, (socket) => {
  if (isFirst) publish(socket);
  else subscribers.add(socket);
  isFirst = false;
}).listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));

function publish(socket: Socket): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32LE()) {
      const end = 4 + rest.readUInt32LE();
      for (const subscriber of subscribers) subscriber.write(rest.subarray(4, end));
      rest = rest.subarray(end);
    }
  });
}
