import { randomBytes } from 'node:crypto';
import type { Clock } from '@maru/chat';
import type { SqlConnection } from './database.ts';

/** What a data folder is: fixed while it is open. */
export interface Deployment {
  readonly epoch: number;
  readonly secret: Uint8Array;
}

const SECRET_BYTES = 32;
const EPOCHS_BEGIN = Date.UTC(2026, 0, 1);

/** Reads what the folder is, and settles it on first opening. `startNewEpoch`: what it holds was restored from a backup. */
export function openDeployment(connection: SqlConnection, clock: Clock, startNewEpoch: boolean): Deployment {
  const read = connection.query<{ value: number | string }>('SELECT value FROM meta WHERE name = ?');
  const write = connection.query('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)');
  return connection.transaction(() => {
    const storedEpoch = Number(read.get('epoch')?.value ?? 0);
    const secret = String(read.get('secret')?.value ?? randomBytes(SECRET_BYTES).toString('hex'));
    const epoch = storedEpoch === 0 ? 1 : startNewEpoch ? nextEpoch(storedEpoch, clock()) : storedEpoch;
    write.run('epoch', epoch);
    write.run('secret', secret);
    return { epoch, secret: Buffer.from(secret, 'hex') };
  });
}

/** Follows the clock (seconds), so that one backup that is restored twice does not begin the same epoch twice. */
function nextEpoch(epoch: number, now: number): number {
  return Math.max(epoch + 1, Math.floor((now - EPOCHS_BEGIN) / 1000));
}

/** @throws where the database cannot be written */
export function probeWriting(connection: SqlConnection): void {
  connection.exec(`INSERT OR REPLACE INTO meta (name, value) VALUES ('probe', 0)`);
}
