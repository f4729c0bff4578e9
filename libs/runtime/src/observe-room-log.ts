import type { AppendCommand, Appended, RoomLog } from '@maru/chat';
import { Conflict, DedupeMismatch } from '@maru/domain';
import { carrierOf } from './carrier.ts';
import type { Observation } from './observe-ports.ts';
import { currentRequest } from './request-scope.ts';
import { traced } from './tracing.ts';

const isRefusal = (error: unknown) => error instanceof Conflict || error instanceof DedupeMismatch;

/** Times appends by what they come to, and sends the request along with what it appends. */
export function observeRoomLog(roomLog: RoomLog, { metrics, tracing }: Observation): RoomLog {
  const seconds = metrics.histogram({
    name: 'maru_append_duration_seconds',
    help: 'Time that appends to the room log take, until they are durable',
    labelNames: ['outcome'],
  });
  const append = async (command: AppendCommand): Promise<Appended> => {
    const scope = currentRequest();
    const end = seconds.startTimer();
    try {
      const appended = await roomLog.append(scope ? { ...command, carrier: carrierOf(scope) } : command);
      end({ outcome: appended.repeated ? 'repeated' : 'appended' });
      return appended;
    } catch (error) {
      end({ outcome: isRefusal(error) ? 'refused' : 'failed' });
      throw error;
    }
  };
  return {
    append: (command) => traced(tracing, 'RoomLog.append', { kind: 'producer' }, () => append(command)),
    read: (position, limit) => roomLog.read(position, limit),
    tail: (roomId, aboveNumber, limit) => roomLog.tail(roomId, aboveNumber, limit),
  };
}
