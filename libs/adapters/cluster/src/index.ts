export {
  openCluster,
  prepareCluster,
  type ClusterEngines,
  type ClusterOptions,
  type ClusterPorts,
} from './open-cluster.ts';
