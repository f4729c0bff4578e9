import type { IncomingMessage } from 'node:http';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { Origins } from '../http/origins.ts';

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';

const subprotocolsOf = ({ headers }: IncomingMessage): string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());

/** Whether a request may become a socket. @returns the HTTP status that refuses it; undefined where it may */
export function upgradeRefusal(request: IncomingMessage, path: string, origins: Origins): number | undefined {
  if (pathOf(request) !== path) return 404;
  if (!origins.allows(request.headers.origin)) return 403;
  return subprotocolsOf(request).includes(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? undefined : 400;
}
