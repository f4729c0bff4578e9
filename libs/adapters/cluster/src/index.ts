export type { ClusterEngines } from './connections.ts';
export { openCluster, type ClusterOptions, type ClusterPorts } from './open-cluster.ts';
export { prepareCluster } from './prepare-cluster.ts';
