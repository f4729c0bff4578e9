import type { OpenedPorts, PortSettings } from '@maru/chat';

/** One process of the product, as far as storage goes. */
export interface BackendNode extends OpenedPorts {
  /** Takes the process away: nothing in hand is finished, acknowledged or said good-bye. */
  crash(): Promise<void>;
}

/**
 * One durable backend of an adapter set, empty at first, and whatever engines that needs.
 * An adapter set makes one of these for the suites; they use nothing else.
 */
export interface Backend {
  /** Opens one more node on it. */
  node(): Promise<BackendNode>;
  /** Every node crashes, and every engine of the backend stops and starts again. What is durable stays; nodes are to be opened anew. */
  restart(): Promise<void>;
  /** As `restart`, and the log comes back as after a loss: rebuilt, or restored from a backup. Here, nothing was lost by it. */
  startNewEpoch(): Promise<void>;
  /** Closes all nodes and removes everything. */
  destroy(): Promise<void>;
}

export type OpenBackend = (settings: PortSettings) => Promise<Backend>;
