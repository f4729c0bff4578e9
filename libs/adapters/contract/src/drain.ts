import { REQUIRED_GROUPS, startConsumers, type Ports } from '@maru/chat';
import { expect } from 'vitest';
import { eventually } from './opened-backend.ts';

/** Lets the product's consumers handle everything that was appended, then stops them. */
export async function drain(ports: Ports): Promise<void> {
  const consumers = await startConsumers(ports, REQUIRED_GROUPS);
  for (const group of REQUIRED_GROUPS) await eventually(async () => expect(await ports.roomEvents.lag(group)).toBe(0));
  await consumers.stop();
}
