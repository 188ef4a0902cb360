import type { Result } from '../../core/model/sync-error.ts';
import type { LocalDiscovery, LocalScope } from '../../discovery/local-discovery.ts';
import type { FilesystemTraits } from '../../filesystem/filesystem.ts';
import type { Absences } from './absences.ts';
import { findUnaccounted, NOTHING_UNACCOUNTED } from './accounting.ts';
import { changesBase } from '../planning/base-changes.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import type { Looked, Observation } from './observe.ts';
import { isDatabaseSimple } from '../resting/rest-proof.ts';

/** Whole looks in a row while things keep moving under them. */
const MAX_LOOKS = 4;

/** By so much the time of a disk may lag behind the clock, beside its own step: 100 ms. */
const LAG_NS = 100_000_000n;

export interface LookForProofInput {
  readonly scope: LocalScope;
  readonly look: (scope: LocalScope) => Promise<Result<Looked>>;
  readonly discovery: Pick<LocalDiscovery, 'isOfOneMoment'>;
  readonly traits: FilesystemTraits;
  readonly absences: Pick<Absences, 'isTooEarly'>;
  readonly database: SyncDatabase;
  readonly signal: AbortSignal;
}

/** What is missing may still be somewhere else, but nothing would follow from it yet. */
export interface Unproven {
  readonly kind: 'unproven';
  readonly observation: Observation;
}

/**
 * A hinted look shows what is missing in the hinted directories, but not where it may have gone, or where something
 * new came from: unless all that was here is accounted for, all other directories are asked, as soon as anything could
 * follow, whether a name has come to them or left them since they were read. Where that cannot be told, or one has, the
 * whole local side is looked at. What moves while that goes on is seen twice, or nowhere: what is not accounted for must
 * be so in a look during which nothing moved, or in two looks in a row.
 */
export async function lookForProof(input: LookForProofInput): Promise<Result<Looked | Unproven>> {
  const { scope, look } = input;
  let looked = await look(scope);
  if (looked.ok && scope.kind !== 'everything' && findOpen(looked.value) !== NOTHING_UNACCOUNTED) {
    if (isTooEarly(looked.value, input)) return { ok: true, value: { ...looked.value, kind: 'unproven' } };
    if (await isOfOneMoment(input)) return looked;
    looked = await look({ kind: 'everything' });
  }
  for (let looks = 1; looks < MAX_LOOKS && looked.ok; looks += 1) {
    const unaccounted = findOpen(looked.value);
    if (unaccounted === NOTHING_UNACCOUNTED || (await isOfOneMoment(input))) return looked;
    const again = await look({ kind: 'everything' });
    if (!again.ok || findOpen(again.value) === unaccounted) return again;
    looked = again;
  }
  return looked;
}

/** Only where nothing else is to be done, or goes on: all that has to wait may as well wait together. */
function isTooEarly(
  looked: Looked,
  { absences, database }: LookForProofInput,
): looked is Extract<Looked, { kind: 'observed' }> {
  if (looked.kind === 'as-proven') return false;
  const { plan, observed } = looked.observation;
  const isAlone = observed.excludedRows.length === 0 && !changesBase(plan.baseChanges) && isDatabaseSimple(database);
  return isAlone && absences.isTooEarly(plan.operations);
}

async function isOfOneMoment({ discovery, traits, signal }: LookForProofInput): Promise<boolean> {
  if (!traits.hasDirectoryTimes || !traits.hasStableInodes) return false;
  return discovery.isOfOneMoment(LAG_NS + traits.timeStepNs, signal);
}

/** What is the very same as in a pass that found nothing to do leaves nothing open. */
function findOpen(looked: Looked): string {
  return looked.kind === 'as-proven' ? NOTHING_UNACCOUNTED : findUnaccounted(looked.observation);
}
