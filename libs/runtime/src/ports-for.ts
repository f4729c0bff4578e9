import type { Ports } from '@maru/chat';
import { carrierOf } from './carrier.ts';
import type { RequestScope } from './request-scope.ts';

/**
 * The same ports, for the work of one request: what it appends carries the request along. (Handed on, not found by AsyncLocalStorage: while one
 * is in use, each write to a socket costs more, and delivery is nothing but such writes.)
 */
export function portsFor(scope: RequestScope, ports: Ports): Ports {
  const { roomLog } = ports;
  return {
    ...ports,
    roomLog: {
      append: (command) => roomLog.append({ ...command, carrier: carrierOf(scope) }),
      read: (position, limit) => roomLog.read(position, limit),
      tail: (roomId, aboveNumber, limit) => roomLog.tail(roomId, aboveNumber, limit),
    },
  };
}
