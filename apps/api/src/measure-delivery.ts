import type { Chat } from '@maru/chat';
import type { SharedExecution } from '@maru/fanout';
import type { Metrics } from '@maru/runtime';
import type { SocketServer } from './socket/socket-server.ts';

/** Lets readers of metrics see what is delivered live, and to how many. All of it is looked up when they ask. */
export function measureDelivery(metrics: Metrics, chat: Chat, shared: SharedExecution, sockets: SocketServer): void {
  metrics.measure({ name: 'maru_sockets', help: 'Sockets that are open' }, () => sockets.size);
  metrics.measure(
    { name: 'maru_subscriptions', help: 'Subscriptions that are delivered' },
    () => sockets.subscriptions,
  );
  metrics.measure({ name: 'maru_rooms_followed', help: 'Rooms whose feed is followed' }, () => chat.channels.size);
  metrics.total(
    { name: 'maru_deliveries_total', help: 'Events that were handed to a subscription' },
    () => shared.counts.deliveries,
  );
  metrics.total(
    { name: 'maru_delivery_executions_total', help: 'Executions that were done for deliveries' },
    () => shared.counts.executions,
  );
  metrics.total(
    { name: 'maru_feed_gaps_repaired_total', help: 'Times that the log was read for what the feed left out' },
    () => chat.channels.counts.gapsRepaired,
  );
  metrics.total(
    { name: 'maru_resyncs_total', help: 'Subscriptions that were told to resync' },
    () => chat.channels.counts.resyncs,
  );
}
