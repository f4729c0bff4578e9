export * from './backend.ts';
export * from './room-log.contract.ts';
export * from './room-events.contract.ts';
export * from './message-store.contract.ts';
export * from './feed.contract.ts';
export * from './presence.contract.ts';
export * from './room-store.contract.ts';
export * from './user-store.contract.ts';
