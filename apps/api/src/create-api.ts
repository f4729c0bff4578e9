import type { AddressInfo } from 'node:net';
import type { Chat } from '@maru/chat';
import { SharedExecution } from '@maru/fanout';
import type { Health, Observation } from '@maru/runtime';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import type { Locale } from './base-contract/notice-text.ts';
import { GRAPHQL_PATH } from './graphql/apollo-options.ts';
import { DocumentGate } from './graphql/document-gate.ts';
import { documentRules } from './graphql/document-rules.ts';
import { ErrorPresenter } from './graphql/error-presenter.ts';
import { RequestContexts } from './graphql/request-context.ts';
import { addEdge, closeHttp, httpAdapter, type EdgeSettings } from './http/edge.ts';
import { HttpRequests } from './http/http-requests.ts';
import { Origins, type OriginSettings } from './http/origins.ts';
import { measureDelivery } from './measure-delivery.ts';
import { NestLogger } from './nest-logger.ts';
import { RequestObserver } from './request/request-observer.ts';
import type { ConnectionLimits } from './socket/connection-limits.ts';
import { SocketMetrics } from './socket/socket-metrics.ts';
import { SocketOperations } from './socket/socket-operations.ts';
import { SocketServer } from './socket/socket-server.ts';

export interface ApiSettings extends EdgeSettings, OriginSettings {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly locale: Locale;
  readonly introspection: boolean;
  readonly connectionLimits: ConnectionLimits;
}

export interface ApiParts extends Observation {
  readonly chat: Chat;
  readonly health: Health;
}

export interface RunningApi {
  /** Where it listens. */
  readonly url: string;
  /** Events that were executed for subscribers since the start. */
  executions(): number;
  /** Takes nothing new, answers what is in hand, closes the sockets with 1012. */
  close(): Promise<void>;
}

/** Composes the API and listens: HTTP and sockets, at one address. */
export async function createApi(parts: ApiParts, settings: ApiSettings): Promise<RunningApi> {
  const { chat, health, log, metrics } = parts;
  const observer = new RequestObserver(parts);
  const presenter = new ErrorPresenter(log, settings.introspection, (transport, code) =>
    observer.refused(transport, code),
  );
  const requests = new HttpRequests();
  const contexts = new RequestContexts(chat);
  const rules = documentRules(settings);
  const origins = new Origins(settings);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of({ chat, locale: settings.locale, requests, contexts, presenter, rules }),
    httpAdapter(),
    { logger: new NestLogger(log), abortOnError: false },
  );
  const gate = new DocumentGate(() => app.get(GraphQLSchemaHost).schema, rules);
  await addEdge(app, { requests, gate, presenter, health, metrics, observer, origins }, settings);
  await app.init();

  const { schema } = app.get(GraphQLSchemaHost);
  const shared = new SharedExecution({
    schema,
    createContext: () => contexts.system(),
    formatErrors: (errors) => errors.map((error) => presenter.present(error)),
  });
  const operations = new SocketOperations(schema, gate, contexts, observer);
  const { replica, connectionLimits: limits } = settings;
  const options = { path: GRAPHQL_PATH, origins, replica, limits, metrics: new SocketMetrics(metrics) };
  const sockets = new SocketServer(chat, operations, shared, presenter, log, options);
  sockets.listenTo(app.getHttpServer());
  measureDelivery(metrics, chat, shared, sockets);

  await app.listen(settings.port, settings.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  origins.listeningOn(port);
  const close = async () => {
    await Promise.all([sockets.close(), closeHttp(app)]);
  };
  return { url: `http://${settings.host}:${port}`, executions: () => shared.counts.executions, close };
}
