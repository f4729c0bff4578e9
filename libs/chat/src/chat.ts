import type { ChatSettings, Core } from './core.ts';
import { Connections } from './identity/connections.ts';
import { OnlineUsers } from './live/online-users.ts';
import { RoomChannels } from './live/room-channels.ts';
import { ViewerStreams } from './live/viewer-streams.ts';
import { TypingSignals } from './messages/typing.ts';
import type { Ports } from './ports.ts';

/** The product in one process: what every use case works with, and what lives as long as the process. */
export interface Chat extends Core {
  readonly connections: Connections;
  readonly channels: RoomChannels;
  readonly viewers: ViewerStreams;
  readonly online: OnlineUsers;
  readonly typing: TypingSignals;
}

/** @param onError is told of failures that no caller waits for */
export function createChat(ports: Ports, settings: ChatSettings, onError: (error: unknown) => void): Chat {
  const core: Core = { ports, settings };
  const channels = new RoomChannels(core, onError);
  return {
    ...core,
    channels,
    connections: new Connections(core, onError),
    viewers: new ViewerStreams(core, channels, onError),
    online: new OnlineUsers(core, onError),
    typing: new TypingSignals(core),
  };
}
