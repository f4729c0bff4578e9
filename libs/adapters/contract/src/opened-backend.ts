import type { PortSettings } from '@maru/chat';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import type { Backend, BackendNode, OpenBackend } from './backend.ts';
import { ManualClock } from './manual-clock.ts';

/** What a test starts with. */
export interface OpenedBackend {
  readonly backend: Backend;
  readonly clock: ManualClock;
  /** Two nodes of it. */
  readonly a: BackendNode;
  readonly b: BackendNode;
}

export const HOT_WINDOW = 10;
export const MAX_DELIVERIES = 3;

async function openWithNodes(open: OpenBackend, settings: Partial<PortSettings>): Promise<OpenedBackend> {
  const clock = new ManualClock();
  const defaults = { hotWindow: HOT_WINDOW, maxDeliveries: MAX_DELIVERIES, clock: clock.read };
  const backend = await open({ ...defaults, ...settings });
  return { backend, clock, a: await backend.node(), b: await backend.node() };
}

/** A backend of its own for the running test; it goes when the test has finished. */
export async function openBackendForTest(
  open: OpenBackend,
  settings: Partial<PortSettings> = {},
): Promise<OpenedBackend> {
  const opened = await openWithNodes(open, settings);
  onTestFinished(() => opened.backend.destroy());
  return opened;
}

/** A backend that all tests of the block share, each in rooms of its own. None of them may restart it. */
export type SharedBackend = () => OpenedBackend;

export function shareBackend(open: OpenBackend): SharedBackend {
  let shared: OpenedBackend | undefined;
  beforeAll(async () => {
    shared = await openWithNodes(open, {});
  });
  afterAll(() => shared?.backend.destroy());
  return () => {
    if (!shared) throw new Error('No test is running.');
    return shared;
  };
}

const PATIENCE_MS = 15_000;

/** Waits until the assertion holds: no adapter promises to be fast. */
export const eventually = <T>(assertion: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertion, { timeout: PATIENCE_MS, interval: 10 });
