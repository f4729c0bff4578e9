import type { Ports } from '@maru/chat';
import type { Observation } from './observation.ts';
import { observeRoomEvents } from './observe-room-events.ts';
import { observeRoomLog } from './observe-room-log.ts';
import { tracedWithin } from './tracing.ts';

/**
 * The same ports, watched: how long appends, batches, stores and searches take, what they come to, and whose requests they are about.
 */
export function observePorts(ports: Ports, observation: Observation): Ports {
  const { metrics, tracing } = observation;
  const { messageStore, messageSearch } = ports;
  const seconds = metrics.histogram({
    name: 'maru_storage_duration_seconds',
    help: 'Time that the message store and the search take',
    labelNames: ['operation'],
  });
  const observed = <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    const end = seconds.startTimer({ operation });
    return tracedWithin(tracing, operation, work).finally(end);
  };
  return {
    ...ports,
    roomLog: observeRoomLog(ports.roomLog, observation),
    roomEvents: observeRoomEvents(ports.roomEvents, observation),
    messageStore: {
      put: (items) => observed('MessageStore.put', () => messageStore.put(items)),
      page: (roomId, range) => observed('MessageStore.page', () => messageStore.page(roomId, range)),
      get: (id) => messageStore.get(id),
    },
    messageSearch: {
      index: (messages) => observed('MessageSearch.index', () => messageSearch.index(messages)),
      search: (query) => observed('MessageSearch.search', () => messageSearch.search(query)),
    },
  };
}
