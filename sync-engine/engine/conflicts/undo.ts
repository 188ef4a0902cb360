import type { ConflictId, ConflictRecord, Exchange, PlaceChange } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type { DeskPorts } from './look.ts';
import type { ExchangePorts, HashedFile } from './put-bytes.ts';
import { putReopened } from './note-decision.ts';
import { putBytes, readPlace } from './put-bytes.ts';
import type { ResolveEnd } from './resolve.ts';
import { finish, refuse } from './resolve.ts';

/**
 * Takes a decision back: both versions are again what they were before it, byte for byte, from the safety store. Both
 * places must still be what the decision made of them. The next run sends the result like any other edit. The folder's
 * lock must be held.
 */
export async function undoResolution(id: ConflictId, ports: DeskPorts): Promise<ResolveEnd> {
  const known = ports.database.findConflict(id);
  if (known === undefined) return refuse('conflict-unknown');
  if (known.state.kind !== 'resolved') return refuse('conflict-not-resolved');
  const { exchange } = known.state;
  if (hasChangedNothing(exchange)) return reopen(known, exchange, ports);
  const record = { ...known, path: ports.places.pathOf(known) };
  const places = await readPlaces(record, exchange, ports);
  if (places === undefined) return refuse('changed-meanwhile');
  if (!(await areKept(record, exchange, ports))) return refuse('no-longer-kept');
  const atMs = ports.clock.nowMs();
  const reversed: Exchange = {
    ...exchange,
    atMs,
    original: reverse(exchange.original, `${atMs}-${ports.randomId()}`),
    second: reverse(exchange.second, undefined),
  };
  const started: ConflictRecord = { ...record, state: { kind: 'exchanging', exchange: reversed, undoes: exchange } };
  ports.database.putConflict(started);
  return finish(started, await putBack(record, { exchange, reversed, places }, ports), ports);
}

/** Both were kept as they were: there is nothing on the disk to take back, and nothing to compare. */
function hasChangedNothing({ original, second }: Exchange): boolean {
  return original.before === original.after && second.before === second.after;
}

function reopen(known: ConflictRecord, undone: Exchange, { clock, database }: DeskPorts): ResolveEnd {
  return { kind: 'done', record: putReopened(known, { undone, atMs: clock.nowMs() }, database) };
}

interface Places {
  readonly original: HashedFile | undefined;
  readonly renamed: HashedFile | undefined;
}

/** What is there now; undefined when it is not what the decision left behind. */
async function readPlaces(
  record: ConflictRecord,
  { original, second, renamedTo }: Exchange,
  ports: ExchangePorts,
): Promise<Places | undefined> {
  const first = await readAs(record.path, original.after, ports);
  const other = await readAs(secondPath(record.path, record.secondName), second.after, ports);
  if (first === 'other' || other === 'other') return undefined;
  if (renamedTo === undefined) return { original: first, renamed: undefined };
  const renamed = await readAs(secondPath(record.path, renamedTo), second.before, ports);
  return renamed === 'other' ? undefined : { original: first, renamed };
}

async function readAs(
  path: RelativePath,
  checksum: PlaceChange['after'],
  ports: ExchangePorts,
): Promise<HashedFile | undefined | 'other'> {
  const reading = await readPlace(path, ports);
  if (reading.kind === 'absent') return checksum === undefined ? undefined : 'other';
  return reading.kind === 'file' && reading.file.checksum === checksum ? reading.file : 'other';
}

async function areKept(record: ConflictRecord, exchange: Exchange, { filesystem }: ExchangePorts): Promise<boolean> {
  const kept = [
    { path: record.path, keepId: exchange.original.keepId },
    { path: secondPath(record.path, record.secondName), keepId: exchange.second.keepId },
  ];
  for (const { path, keepId } of kept) {
    if (keepId === undefined) continue;
    const opened = await filesystem.openKept(keepId, path);
    if (opened.kind !== 'done') return false;
    await opened.value.close();
  }
  return true;
}

function reverse({ before, after }: PlaceChange, keepId: string | undefined): PlaceChange {
  return { before: after, after: before, keepId: before === after ? undefined : keepId };
}

async function putBack(
  record: ConflictRecord,
  change: { readonly exchange: Exchange; readonly reversed: Exchange; readonly places: Places },
  ports: ExchangePorts,
): Promise<Outcome<unknown>> {
  const { exchange, reversed, places } = change;
  const { path } = record;
  const second = secondPath(path, record.secondName);
  const { original: first, second: other } = exchange;
  if (first.keepId !== undefined && first.before !== undefined && reversed.original.keepId !== undefined) {
    const source = { kind: 'kept', keepId: first.keepId, path } as const;
    const request = { path, source, checksum: first.before, replaces: places.original };
    const put = await putBytes({ ...request, keepId: reversed.original.keepId }, ports);
    if (put.kind !== 'done') return put;
  }
  if (exchange.renamedTo !== undefined && places.renamed !== undefined) {
    const expect = { kind: 'stamp', nodeKind: 'file', stamp: places.renamed.stamp } as const;
    return ports.filesystem.move(secondPath(path, exchange.renamedTo), second, expect);
  }
  if (other.keepId === undefined || other.before === undefined) return { kind: 'done', value: undefined };
  const source = { kind: 'kept', keepId: other.keepId, path: second } as const;
  return putBytes({ path: second, source, checksum: other.before, replaces: undefined, keepId: 'unused' }, ports);
}
