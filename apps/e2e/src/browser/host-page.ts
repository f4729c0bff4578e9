import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A website of somebody else, which has the widget on it. */
export interface HostPage {
  readonly url: string;
  /** What stands on it from now on. */
  show(html: string): void;
  close(): void;
}

const POLICY = (maru: string) => `default-src 'none'; script-src ${maru}; frame-src ${maru}`;

/** Its policy is as strict as the widget needs: nothing inline. */
export async function startHostPage(maru: () => string): Promise<HostPage> {
  let html = '';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', POLICY(maru()));
    response.end(html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    show: (next) => (html = next),
    close: () => server.close(),
  };
}
