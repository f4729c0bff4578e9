import { inject } from 'vitest';
import { type MeddlingProxy, startMeddlingProxy } from '../../topology/meddling-proxy.ts';
import type { Settings } from '../../topology/server.ts';
import type { Rig, Strike } from '../harness/fault.ts';
import { type ClusterRig, type Conditions, onCluster } from './on-cluster.ts';

/** Proxies before the two stores, which can be made to fail. */
export interface Between {
  readonly dynamoDb: MeddlingProxy;
  readonly elasticsearch: MeddlingProxy;
}

/** A cluster that reaches its stores through proxies. After each strike they let everything pass. */
export const betweenEngines =
  (strike: (rig: ClusterRig & Between) => Promise<Strike>, { settings, ...conditions }: Conditions = {}) =>
  async (): Promise<Rig> => {
    const dynamoDb = await startMeddlingProxy(inject('dynamoDbEndpoint'));
    const elasticsearch = await startMeddlingProxy(inject('elasticsearchUrl'));
    const proxies: Settings = { DYNAMODB_ENDPOINT: dynamoDb.url, ELASTICSEARCH_URL: elasticsearch.url };
    const heal = () => {
      for (const proxy of [dynamoDb, elasticsearch]) proxy.meddle = () => undefined;
    };
    const meddleAndHeal = (rig: ClusterRig) => strike({ ...rig, dynamoDb, elasticsearch }).finally(heal);
    const close = async () => {
      await Promise.all([dynamoDb.close(), elasticsearch.close()]);
    };
    return onCluster(meddleAndHeal, { ...conditions, settings: { ...settings, ...proxies }, close })();
  };

/** What is written to the stores is there at once, and whoever wrote it hears of it so much later: there is always work in hand. */
export function slowWrites({ dynamoDb, elasticsearch }: Between, answerDelayMs: () => number): void {
  dynamoDb.meddle = ({ operation }) =>
    operation === 'BatchWriteItem' ? { answerDelayMs: answerDelayMs() } : undefined;
  elasticsearch.meddle = ({ path }) => (path.startsWith('/_bulk') ? { answerDelayMs: answerDelayMs() } : undefined);
}
