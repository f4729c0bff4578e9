import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers an upgrade with an HTTP status, and ends the connection. */
export function refuseUpgrade(tcp: Duplex, status: number): void {
  tcp.once('finish', () => tcp.destroy());
  tcp.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
