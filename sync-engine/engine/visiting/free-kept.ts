import { reconcileKept } from '../../core/guards/kept-index.ts';
import { wasOnServer } from '../../core/guards/kept-retention.ts';
import { compareChecksums } from '../../core/model/checksum.ts';
import { isConnectionError } from '../../core/model/sync-error.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { baseName, parentPath } from '../../core/model/relative-path.ts';
import type { KeptFile } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';
import type { ListOutcome, RemoteEntry } from '../../transport/transport.ts';
import type { FolderPorts } from '../parts.ts';

/** What went for ever, and how many files that might have gone stay. */
export interface FreedSpace {
  readonly files: number;
  readonly bytes: number;
  /** Files that stay because the server does not show their very bytes in their place any more. */
  readonly otherOnServer: number;
  /** Files that stay because the server could not be asked. */
  readonly unasked: number;
}

/** Nothing has gone, and nothing could have. */
export const NOTHING_FREED: FreedSpace = { files: 0, bytes: 0, otherOnServer: 0, unasked: 0 };

/** So many directories are asked for at once. */
const AT_ONCE = 8;

interface Candidate {
  readonly row: KeptRow;
  readonly stored: KeptFile;
}

/**
 * Gives the space of deselected directories back at once, in place of a day later, because a person wants it. What the
 * server had when they were deselected may have gone from there since, unseen: a file goes only when the server shows
 * its very bytes in its place right before. Everything else is kept as promised. The folder's lock must be held.
 */
export async function freeDeselected(
  ports: Pick<FolderPorts, 'filesystem' | 'database' | 'transport'>,
  signal: AbortSignal,
): Promise<Result<FreedSpace>> {
  const listed = await ports.filesystem.kept.list();
  if (!listed.ok) return listed;
  const { matched } = reconcileKept(ports.database.listKept(), listed.value);
  return dropWhatServerHas(
    matched.filter(({ row, stored }) => canBeFreed(row, stored)),
    ports,
    signal,
  );
}

/** Drops those whose very bytes the server shows in their place right before; the others stay. */
export async function dropWhatServerHas(
  candidates: readonly Candidate[],
  ports: Pick<FolderPorts, 'filesystem' | 'database' | 'transport'>,
  signal: AbortSignal,
): Promise<Result<FreedSpace>> {
  const directories = [...Map.groupBy(candidates, ({ row }) => parentPath(row.originalPath))];
  let freed = NOTHING_FREED;
  let isAway = false;
  for (let start = 0; start < directories.length; start += AT_ONCE) {
    const looks = directories.slice(start, start + AT_ONCE).map(async ([directory, files]) => {
      const look = isAway || signal.aborted ? undefined : await ports.transport.list(directory, 1, signal);
      return { look, files };
    });
    for (const { look, files } of await Promise.all(looks)) {
      isAway ||= look?.kind === 'failed' && isConnectionError(look.error.code);
      const next = await freeIn({ look, files, freed }, ports);
      if (!next.ok) return next;
      freed = next.value;
    }
  }
  return { ok: true, value: freed };
}

async function freeIn(
  {
    look,
    files,
    freed,
  }: {
    readonly look: ListOutcome | undefined;
    readonly files: readonly Candidate[];
    readonly freed: FreedSpace;
  },
  { filesystem, database }: Pick<FolderPorts, 'filesystem' | 'database'>,
): Promise<Result<FreedSpace>> {
  if (look === undefined || look.kind === 'failed') {
    return { ok: true, value: { ...freed, unasked: freed.unasked + files.length } };
  }
  const there = new Map(look.kind === 'listed' ? look.listing.children.map((entry) => [entry.name, entry]) : []);
  let { files: count, bytes, otherOnServer } = freed;
  for (const { row, stored } of files) {
    if (!hasSameBytes(there.get(baseName(row.originalPath)), row)) {
      otherOnServer += 1;
      continue;
    }
    const dropped = await filesystem.kept.drop(stored);
    if (dropped.kind === 'failed' || dropped.kind === 'unknown') return { ok: false, error: dropped.error };
    if (dropped.kind !== 'done') continue;
    database.removeKept(row.keepId);
    count += 1;
    bytes += stored.stamp.sizeBytes;
  }
  return { ok: true, value: { ...freed, files: count, bytes, otherOnServer } };
}

/** Told by a SHA-1; of what has no bytes there is none. Bytes that the server still processes may yet be refused. */
function hasSameBytes(entry: RemoteEntry | undefined, { sizeBytes, checksum }: KeptRow): boolean {
  if (entry?.kind !== 'file' || entry.isProcessing || entry.sizeBytes !== sizeBytes) return false;
  if (sizeBytes === 0) return true;
  if (entry.checksum === undefined || checksum === undefined) return false;
  return compareChecksums(entry.checksum, checksum) === 'equal';
}

/** True for what was on the server, byte for byte, when its directory was deselected, and is untouched since. */
export function canBeFreed({ reason, keptAtMs, sizeBytes }: KeptRow, { stamp }: KeptFile): boolean {
  const modifiedAtMs = Number(stamp.mtimeNs / 1_000_000n);
  return (
    wasOnServer({ isDeselected: reason === 'deselected', keptAtMs, modifiedAtMs }) && stamp.sizeBytes === sizeBytes
  );
}
