import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Maintenance, MessageSearch, RebuildProgress } from '@maru/chat';
import { orUnavailable } from './elasticsearch-client.ts';
import type { LogEnds } from './log-ends.ts';
import type { ReadEpochs } from './lost-items.ts';
import { scanItems } from './message-scan.ts';
import { rebuildSearch } from './rebuild-search.ts';
import type { SearchIndex } from './search-index.ts';

export interface MaintenanceParts {
  readonly dynamo: DynamoDBDocumentClient;
  readonly messageTable: string;
  readonly readEpochs: ReadEpochs;
  readonly index: SearchIndex;
  readonly search: MessageSearch;
  readonly logEnds: LogEnds;
}

/** What is done to a running cluster by command. */
export function clusterMaintenance(parts: MaintenanceParts): Maintenance {
  const { dynamo, messageTable, readEpochs, index, search, logEnds } = parts;
  return {
    logLength: () => logEnds.length(),
    rebuildSearch: (onProgress: (progress: RebuildProgress) => void) =>
      orUnavailable(
        rebuildSearch({
          index,
          search,
          storeHasCaughtUp: () => logEnds.persisted((unstored) => onProgress({ phase: 'catching_up', unstored })),
          scan: (from) => scanItems(dynamo, messageTable, readEpochs, from),
          onProgress: (messages) => onProgress({ phase: 'indexing', messages }),
        }),
      ),
  };
}
