export * from './backend.ts';
export * from './room-log.contract.ts';
export * from './room-events.contract.ts';
