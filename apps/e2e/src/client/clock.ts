import { setTimeout as pause } from 'node:timers/promises';

/** Lets a time limit that the contract names go by. Never a way to wait for something that happens. */
export const letPass = (milliseconds: number): Promise<void> => pause(milliseconds);
