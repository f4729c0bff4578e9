import type { AppendCommand, Appended, RoomLog } from '@maru/chat';
import { Conflict, DedupeMismatch } from '@maru/domain';
import { carrierOf, scopeOf } from './carrier.ts';
import type { Observation } from './observation.ts';

const isRefusal = (error: unknown) => error instanceof Conflict || error instanceof DedupeMismatch;

/** Times appends by what they come to, and traces them. */
export function observeRoomLog(roomLog: RoomLog, { metrics, tracing }: Observation): RoomLog {
  const seconds = metrics.histogram({
    name: 'maru_append_duration_seconds',
    help: 'Time that appends to the room log take, until they are durable',
    labelNames: ['outcome'],
  });
  /** The span of the append is what those who consume its events go on from. */
  const begin = (carrier: string | undefined) => {
    const scope = carrier === undefined ? undefined : scopeOf(carrier);
    const span = tracing.begin('RoomLog.append', { kind: 'producer', parent: scope?.traceparent });
    return {
      span,
      carrier: span ? carrierOf({ requestId: scope?.requestId ?? '', traceparent: span.traceparent }) : carrier,
    };
  };
  const append = async (command: AppendCommand): Promise<Appended> => {
    const { span, carrier } = begin(command.carrier);
    const end = seconds.startTimer();
    try {
      const appended = await roomLog.append(carrier === undefined ? command : { ...command, carrier });
      end({ outcome: appended.repeated ? 'repeated' : 'appended' });
      span?.end();
      return appended;
    } catch (error) {
      end({ outcome: isRefusal(error) ? 'refused' : 'failed' });
      span?.end(error);
      throw error;
    }
  };
  return {
    append,
    read: (position, limit) => roomLog.read(position, limit),
    tail: (roomId, aboveNumber, limit) => roomLog.tail(roomId, aboveNumber, limit),
  };
}
