/** Closes one after the other, also after one that fails; rejects with what one of those threw. */
export async function closeAll(closings: readonly (() => Promise<void> | void)[]): Promise<void> {
  const [first, ...rest] = closings;
  if (first === undefined) return;
  try {
    await first();
  } finally {
    await closeAll(rest);
  }
}
