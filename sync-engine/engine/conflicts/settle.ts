import type { ConflictRecord, Exchange, PlaceChange } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { putEnd } from './note-decision.ts';
import type { ExchangePorts, PlaceReading } from './put-bytes.ts';
import { putBytes, readPlace, STAGING_PREFIX, takeAway } from './put-bytes.ts';

/**
 * Finishes what a crash interrupted, before anybody looks at the folder: an exchange of files that is complete counts,
 * any other is taken back from the safety store. Without this, a file that was just being replaced would look deleted.
 *
 * @returns the error that keeps a file from being put back; then the folder must not be synced.
 */
export async function settleExchanges(ports: ExchangePorts): Promise<SyncError | undefined> {
  const started = ports.database.listConflicts().filter(({ state }) => state.kind === 'exchanging');
  for (const record of started) {
    const error = await settle(record, ports);
    if (error !== undefined) return error;
  }
  if (started.length > 0) await discardStaging(ports);
  return undefined;
}

/** Ends one exchange: as done when both places are as they should be, else as never begun. */
export async function settle(record: ConflictRecord, ports: ExchangePorts): Promise<SyncError | undefined> {
  const { state } = record;
  if (state.kind !== 'exchanging') return undefined;
  const { exchange, undoes } = state;
  if (await isComplete(record, exchange, ports)) {
    putEnd(record, state, ports.database);
    return undefined;
  }
  const places = placesOf(record, exchange);
  for (const { path, change } of places) {
    const restored = await restore(path, change, ports);
    if (restored.kind === 'failed' || restored.kind === 'unknown') return restored.error;
  }
  const before = undoes === undefined ? ({ kind: 'open' } as const) : ({ kind: 'resolved', exchange: undoes } as const);
  ports.database.putConflict({ ...record, state: before });
  return undefined;
}

interface ChangedPlace {
  readonly path: RelativePath;
  readonly change: PlaceChange;
}

/** Every place that an exchange changes, and how. */
function placesOf(record: ConflictRecord, exchange: Exchange): readonly ChangedPlace[] {
  const { original, second, renamedTo } = exchange;
  const places = [
    { path: record.path, change: original },
    { path: secondPath(record.path, record.secondName), change: second },
  ];
  if (renamedTo === undefined) return places;
  // A rename is one act of the disk: it has happened or not, and nothing is kept.
  const renamed = { before: second.after, after: second.before, keepId: undefined };
  return [...places, { path: secondPath(record.path, renamedTo), change: renamed }];
}

async function isComplete(record: ConflictRecord, exchange: Exchange, ports: ExchangePorts): Promise<boolean> {
  for (const { path, change } of placesOf(record, exchange)) {
    if (change.before === change.after) continue;
    if (checksumAt(await readPlace(path, ports)) !== change.after) return false;
  }
  return true;
}

/** A checksum, undefined for no file, and a word of its own for what cannot be told. */
function checksumAt(reading: PlaceReading): string | undefined {
  return reading.kind === 'file' ? reading.file.checksum : reading.kind === 'absent' ? undefined : 'unknown';
}

/** Brings back what was there before, unless a person has written something else there since. */
async function restore(path: RelativePath, change: PlaceChange, ports: ExchangePorts): Promise<Outcome<void>> {
  const { before, after, keepId } = change;
  const reading = await readPlace(path, ports);
  const done = { kind: 'done', value: undefined } as const;
  if (reading.kind === 'other') return reading.outcome;
  const now = checksumAt(reading);
  if (now === before || before === after || (now !== undefined && now !== after)) return done;
  const spareId = `${ports.clock.nowMs()}-${ports.randomId()}`;
  if (before === undefined) {
    return reading.kind === 'file' ? takeAway(path, { file: reading.file, keepId: spareId }, ports) : done;
  }
  if (keepId === undefined) return done;
  const replaces = reading.kind === 'file' ? reading.file : undefined;
  const source = { kind: 'kept', keepId, path } as const;
  return putBytes({ path, source, checksum: before, replaces, keepId: spareId }, ports);
}

async function discardStaging({ filesystem }: ExchangePorts): Promise<void> {
  for (const id of await filesystem.listStaging()) {
    const opened = id.startsWith(STAGING_PREFIX) ? await filesystem.openStaging(id) : undefined;
    if (opened?.ok === true) await opened.value.discard();
  }
}
