import { deploymentTable } from './deployment.ts';
import type { TableDefinition } from './dynamodb-tables.ts';
import { firstResultTable } from './first-result-rows.ts';
import { messageTable } from './message-rows.ts';
import { partitionTable } from './partition-epochs.ts';
import { readPositionTable } from './read-positions.ts';
import { roomTable } from './room-rows.ts';
import { userRoomTable } from './user-rooms.ts';
import { userTable } from './user-rows.ts';

/** The tables of one deployment; what their rows are is said where each is defined. @param namespace keeps deployments apart that share a DynamoDB */
export const tablesOf = (namespace: string) =>
  ({
    deployment: deploymentTable(`${namespace}-deployment`),
    messages: messageTable(`${namespace}-messages`),
    users: userTable(`${namespace}-users`),
    rooms: roomTable(`${namespace}-rooms`),
    firstResults: firstResultTable(`${namespace}-first-results`),
    partitions: partitionTable(`${namespace}-partitions`),
    userRooms: userRoomTable(`${namespace}-user-rooms`),
    readPositions: readPositionTable(`${namespace}-read-positions`),
  }) as const satisfies Record<string, TableDefinition>;
