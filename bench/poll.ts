import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 5;
const LIMIT_MS = 120_000;

/** Resolves once `isThere` says so, to some milliseconds; rejects after two minutes. */
export async function pollUntil(isThere: () => boolean): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while (!isThere()) {
    if (performance.now() > endMs) throw new Error('waited for in vain');
    await delay(EVERY_MS);
  }
}
