import type { RelativePath } from '../core/model/relative-path.ts';
import type { Listing, Transport } from '../transport/transport.ts';

type ListingSource = Pick<Transport, 'list' | 'listTree'>;

/**
 * For a tree of which nothing is known: asks for all of it in one answer, and gives out each directory from that once,
 * as if it had just been listed. Whatever did not come that way, and every second look, is asked for as usual. So the
 * first listing of ten thousand directories is one request in place of ten thousand, and proves no more and no less.
 */
export async function listAtFirst(source: ListingSource, signal: AbortSignal): Promise<Pick<Transport, 'list'>> {
  const outcome = await source.listTree?.(signal);
  const listings = new Map<RelativePath, Listing>(outcome?.kind === 'listed' ? outcome.listings : []);
  return {
    list(path, depth, listSignal) {
      const listing = depth === 1 ? listings.get(path) : undefined;
      if (listing === undefined) return source.list(path, depth, listSignal);
      listings.delete(path);
      return Promise.resolve({ kind: 'listed', listing });
    },
  };
}
