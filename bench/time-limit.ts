/** Something took longer than it may; `message` fits into a line of a table. */
export class LimitReached extends Error {}

/**
 * Resolves and rejects as `act` does, and rejects with `LimitReached` when that takes too long; then `onLimit` ends what
 * is still at work. `what` goes before the limit in the message: "stopped after 120 s".
 */
export async function withinLimit<Value>(
  act: () => Promise<Value>,
  { what, limitMs, onLimit }: { readonly what: string; readonly limitMs: number; readonly onLimit: () => void },
): Promise<Value> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    limit.reject(new LimitReached(`${what} ${Math.round(limitMs / 1_000)} s`));
    onLimit();
  }, limitMs);
  try {
    return await Promise.race([act(), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
