/** Requests at once. Listings are answered from the server's memory; more than this only queues there. */
export const LISTING_LANES = 8;

/** Asks for each of them, as many at once as listings go. */
export async function inLanes<Item>(items: readonly Item[], ask: (item: Item) => Promise<void>): Promise<void> {
  const pending = items.toReversed();
  const lanes = Array.from({ length: Math.min(LISTING_LANES, pending.length) }, async () => {
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) await ask(item);
  });
  await Promise.all(lanes);
}
