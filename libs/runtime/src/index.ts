export * from './config.ts';
export * from './health.ts';
export * from './logger.ts';
export * from './open-ports.ts';
export * from './shutdown.ts';
