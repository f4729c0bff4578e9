import { StorageNotReady } from '@maru/chat';
import { ConfigError, parseConfig, type Config } from './config.ts';

const HOW_TO_PREPARE = `
Are the engines up, and do REDIS_URL, DYNAMODB_ENDPOINT, ELASTICSEARCH_URL and MARU_NAMESPACE name them?
A new deployment is prepared once, by the command: npm run admin -- prepare
(where there is no npm: node apps/admin/dist/main.js prepare)`;

/** Runs a process's main function with the settings of the environment. Where it fails, says why and what to do, and exits with code 1. */
export async function runProcess(main: (config: Config) => Promise<void>): Promise<void> {
  try {
    await main(parseConfig());
  } catch (error) {
    process.stderr.write(`${adviceOn(error)}\n`);
    process.exit(1);
  }
}

function adviceOn(error: unknown): string {
  if (error instanceof ConfigError) return `These settings cannot be used:\n${error.message}`;
  if (error instanceof StorageNotReady) return `The storage is not ready. ${error.message}\n${HOW_TO_PREPARE}`;
  return String(error);
}
