import type { IncomingMessage } from 'node:http';
import { requestIdOf, type Health, type Metrics } from '@maru/runtime';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { GRAPHQL_PATH } from '../graphql/apollo-options.ts';
import type { DocumentGate } from '../graphql/document-gate.ts';
import type { ErrorPresenter } from '../graphql/error-presenter.ts';
import { REQUEST_BODY } from '../graphql/limits.ts';
import type { RequestObserver } from '../request/request-observer.ts';
import { addDocumentHook } from './document-hook.ts';
import { addHealthRoutes } from './health-routes.ts';
import type { HttpRequests } from './http-requests.ts';
import { addMetricsRoute } from './metrics-route.ts';
import type { Origins } from './origins.ts';
import { addPages } from './pages.ts';
import { addSecurityHeaders, pagePolicy } from './security-headers.ts';

/** Longer than proxies keep idle connections, so that it is never they who meet a closed one; in milliseconds. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
const PREFLIGHT_SECONDS = 600;
/** How long requests in hand may take when the server closes, in milliseconds. */
const FINISH_WITHIN_MS = 4_000;
const SWEEP_EVERY_MS = 50;

export interface EdgeSettings {
  readonly replica: string;
  /** Whether `/metrics` is answered. */
  readonly metrics: boolean;
  /** Folder of the built web client. */
  readonly webDir: string;
  /** Folder of the built playground and the schema map; undefined where they are switched off. */
  readonly playgroundDir: string | undefined;
  /** Origins of the pages that may show the client in a frame, besides the own. */
  readonly embedOrigins: readonly string[];
}

export interface EdgeParts {
  readonly requests: HttpRequests;
  readonly gate: DocumentGate;
  readonly presenter: ErrorPresenter;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly observer: RequestObserver;
  readonly origins: Origins;
}

export const httpAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: REQUEST_BODY,
    genReqId: ({ headers }: IncomingMessage) => requestIdOf(headers['x-request-id']),
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    http: { headersTimeout: HEADERS_WITHIN_MS },
  });

/** What the HTTP side does besides GraphQL itself. */
export async function addEdge(app: NestFastifyApplication, parts: EdgeParts, settings: EdgeSettings): Promise<void> {
  const http = app.getHttpAdapter().getInstance();
  const { requests, health, metrics, observer, origins } = parts;
  requests.addHooks(http, GRAPHQL_PATH, observer);
  addSecurityHeaders(http, settings.replica);
  app.enableCors({
    origin: (origin: string | undefined, answer: (error: null, allow: boolean) => void) =>
      answer(null, origin !== undefined && origins.allows(origin)),
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'x-session-key', 'traceparent'],
    exposedHeaders: ['x-request-id'],
    maxAge: PREFLIGHT_SECONDS,
  });
  addDocumentHook(http, GRAPHQL_PATH, parts);
  addHealthRoutes(http, health);
  if (settings.metrics) addMetricsRoute(http, metrics);
  await addPages(http, {
    ...settings,
    graphqlPath: GRAPHQL_PATH,
    policy: () => pagePolicy(origins.own),
    framedPolicy: () => pagePolicy(origins.own, { embedOrigins: settings.embedOrigins }),
    mapPolicy: () => pagePolicy(origins.own, { isCompiling: true }),
  });
}

/** Takes no more requests and answers those in hand. Connections that clients keep for later would hold it up: they are closed once they are idle. */
export async function closeHttp(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance().server;
  const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
  await app.close().finally(() => {
    clearInterval(sweeping);
    clearTimeout(cutting);
  });
}
