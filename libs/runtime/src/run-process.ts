import { ConfigError, parseConfig, type Config } from './config.ts';

/** Runs a process's main function with the settings of the environment. Where it fails, says why and exits with code 1. */
export async function runProcess(main: (config: Config) => Promise<void>): Promise<void> {
  try {
    await main(parseConfig());
  } catch (error) {
    const text = error instanceof ConfigError ? `These settings cannot be used:\n${error.message}` : error;
    process.stderr.write(`${String(text)}\n`);
    process.exit(1);
  }
}
