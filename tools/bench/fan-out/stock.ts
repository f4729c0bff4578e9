import { ChatClient } from '../chat-client.ts';
import type { Contender } from './contender.ts';
import { GRAPHQL_SUBPROTOCOL, graphqlGreeting } from './graphql-greeting.ts';
import { MESSAGE_FIELDS } from './maru.ts';
import { PROGRAMS } from './programs.ts';
import { ServerProcess } from './server-process.ts';

/** As long as Maru's. */
const ROOM_ID = '00000000-0000-4000-8000-000000000000';

const ROOM_EVENTS = `subscription RoomEvents($roomId: ID!) {
  roomEvents(roomId: $roomId) {
    __typename
    cursor
    message { ${MESSAGE_FIELDS} }
  }
}`;

/** NestJS, Apollo and graphql-ws as their documentation puts them together. */
export const stock: Contender = {
  name: 'stock',
  start: async (subscribers) => {
    const { server, port } = await ServerProcess.listening([process.execPath, PROGRAMS.stock]);
    const sender = await ChatClient.connected(`http://127.0.0.1:${port}`, '');
    const greetings = Array.from({ length: subscribers }, () => graphqlGreeting({}, ROOM_EVENTS, { roomId: ROOM_ID }));
    return {
      process: server,
      introduction: { port, subprotocol: GRAPHQL_SUBPROTOCOL, greetings },
      send: (text) => sender.send(ROOM_ID, text),
      sendElsewhere: (text) => sender.send(ROOM_ID.replaceAll('0', '1'), text),
      stop: async () => {
        sender.close();
        await server.stop();
      },
    };
  },
};
