import type { Result } from '../core/model/sync-error.ts';
import type { LocalScope } from '../discovery/local-discovery.ts';
import { findUnaccounted, NOTHING_UNACCOUNTED } from './accounting.ts';
import type { Looked } from './observe.ts';

/** Whole looks in a row while things keep moving under them. */
const MAX_LOOKS = 4;

/**
 * A hinted look shows what is missing in the hinted directories, but not where it may have gone, or where something
 * new came from: unless all that was here is accounted for, the whole local side is looked at. What moves while a
 * whole look goes on is seen twice, or nowhere: what is not accounted for must be so in two looks in a row.
 */
export async function lookForProof(
  scope: LocalScope,
  look: (scope: LocalScope) => Promise<Result<Looked>>,
): Promise<Result<Looked>> {
  let looked = await look(scope);
  if (looked.ok && scope.kind !== 'everything' && findOpen(looked.value) !== NOTHING_UNACCOUNTED)
    looked = await look({ kind: 'everything' });
  for (let looks = 1; looks < MAX_LOOKS && looked.ok; looks += 1) {
    const unaccounted = findOpen(looked.value);
    if (unaccounted === NOTHING_UNACCOUNTED) return looked;
    const again = await look({ kind: 'everything' });
    if (!again.ok || findOpen(again.value) === unaccounted) return again;
    looked = again;
  }
  return looked;
}

/** What is the very same as in a pass that found nothing to do leaves nothing open. */
function findOpen(looked: Looked): string {
  return looked.kind === 'as-proven' ? NOTHING_UNACCOUNTED : findUnaccounted(looked.observation);
}
