/** Rejects where the part cannot do its work now. */
export type HealthCheck = () => Promise<void>;

export interface HealthReport {
  readonly ready: boolean;
  /** By part: `ok`, or why it is not ready. */
  readonly parts: Readonly<Record<string, string>>;
}

const CHECK_TIMEOUT_MS = 2_000;

/** Whether this process can do its work, part by part. */
export class Health {
  private readonly checks = new Map<string, HealthCheck>();

  add(part: string, check: HealthCheck): void {
    this.checks.set(part, check);
  }

  /** Asks every part; one that does not answer within two seconds is not ready. */
  async report(): Promise<HealthReport> {
    const parts = await Promise.all(
      [...this.checks].map(async ([part, check]) => [part, await outcome(check)] as const),
    );
    return { ready: parts.every(([, state]) => state === 'ok'), parts: Object.fromEntries(parts) };
  }
}

async function outcome(check: HealthCheck): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer'), CHECK_TIMEOUT_MS);
  });
  const checked = check().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  );
  return Promise.race([checked, timeout]).finally(() => clearTimeout(timer));
}
