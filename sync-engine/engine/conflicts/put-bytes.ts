import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { toChecksum } from '../../core/model/checksum.ts';
import type { Checksum } from '../../core/model/checksum.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parentPath } from '../../core/model/relative-path.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import { keepListed, unlistUnlessKept } from '../../executor/keep-index.ts';
import type { LocalExpectation, OpenFile, StagingFile } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';
import type { FolderPorts } from '../parts.ts';

/** Staging files of exchanges; what a crash leaves of them is of no use to anybody. */
export const STAGING_PREFIX = 'exchange-';

/** What files are exchanged with. */
export type ExchangePorts = Pick<FolderPorts, 'filesystem' | 'database' | 'clock' | 'randomId'> & {
  readonly signal: AbortSignal;
};

/** Where bytes come from. */
export type ByteSource =
  | { readonly kind: 'file'; readonly path: RelativePath }
  | { readonly kind: 'kept'; readonly keepId: string; readonly path: RelativePath }
  | { readonly kind: 'memory'; readonly bytes: Uint8Array };

/** A file as it is right now. */
export interface HashedFile {
  readonly checksum: Checksum;
  readonly stamp: LocalStamp;
}

/** What is at a place: a file with its checksum, nothing, or something that cannot be read or is no file. */
export type PlaceReading =
  | { readonly kind: 'file'; readonly file: HashedFile }
  | { readonly kind: 'absent' }
  | { readonly kind: 'other'; readonly outcome: Outcome<never> };

/** Reads the bytes at a place. */
export async function readPlace(path: RelativePath, { filesystem, signal }: ExchangePorts): Promise<PlaceReading> {
  const hashed = await filesystem.hashFile(path, signal);
  if (hashed.kind === 'done') return { kind: 'file', file: hashed.value };
  const isGone = hashed.kind === 'refused' && (hashed.reason === 'missing' || hashed.reason === 'parent-missing');
  return isGone ? { kind: 'absent' } : { kind: 'other', outcome: hashed };
}

/** SHA-1 of bytes in memory. */
export function hashBytes(bytes: Uint8Array): Checksum {
  return toChecksum(createHash('sha1').update(bytes).digest('hex'));
}

export interface PutRequest {
  readonly path: RelativePath;
  readonly source: ByteSource;
  /** What the bytes must be; other bytes are refused as `changed-meanwhile` and go nowhere. */
  readonly checksum: Checksum;
  /** The file that is to be replaced; undefined: nothing may be there. */
  readonly replaces: HashedFile | undefined;
  readonly keepId: string;
}

/** Copies bytes to a place. What is there must be what was read before, and goes to the safety store. */
export async function putBytes(request: PutRequest, ports: ExchangePorts): Promise<Outcome<void>> {
  const opened = await ports.filesystem.openStaging(STAGING_PREFIX + ports.randomId());
  if (!opened.ok) return { kind: 'failed', error: opened.error };
  const staging = opened.value;
  try {
    const filled = await fill(staging, request, ports);
    const placed = filled.kind === 'done' ? await place(staging, request, { mtimeMs: filled.value, ports }) : filled;
    return placed.kind === 'done' ? await syncParent(request.path, ports) : placed;
  } finally {
    await staging.discard();
  }
}

/** Moves a file as it was read into the safety store. */
export async function takeAway(
  path: RelativePath,
  { file, keepId }: { readonly file: HashedFile; readonly keepId: string },
  ports: ExchangePorts,
): Promise<Outcome<void>> {
  const kept = await keepListed(toKeptRow(path, { file, keepId }, ports), file.stamp, ports);
  return kept.kind === 'done' ? syncParent(path, ports) : kept;
}

function toKeptRow(
  originalPath: RelativePath,
  { file, keepId }: { readonly file: HashedFile; readonly keepId: string },
  { clock }: ExchangePorts,
): KeptRow {
  const { checksum, stamp } = file;
  const keptAtMs = clock.nowMs();
  return { keepId, originalPath, sizeBytes: stamp.sizeBytes, checksum, keptAtMs, reason: 'conflict-resolved' };
}

/** What may not outlive a power cut is not done. */
async function syncParent(path: RelativePath, { filesystem }: ExchangePorts): Promise<Outcome<void>> {
  const synced = await filesystem.syncDirectory(parentPath(path));
  return synced.ok ? { kind: 'done', value: undefined } : { kind: 'failed', error: synced.error };
}

function toExpectation({ stamp }: HashedFile): LocalExpectation {
  return { kind: 'stamp', nodeKind: 'file', stamp };
}

/** Fills the staging file with the right bytes; answers the time of the version they come from. */
async function fill(staging: StagingFile, request: PutRequest, ports: ExchangePorts): Promise<Outcome<number>> {
  const { source, checksum } = request;
  if (source.kind === 'memory') {
    const done = await append(staging, Readable.from([Buffer.from(source.bytes)]), { checksum, ports });
    return done.kind === 'done' ? { kind: 'done', value: ports.clock.nowMs() } : done;
  }
  const { filesystem } = ports;
  const opened =
    source.kind === 'file'
      ? await filesystem.openFile(source.path)
      : await filesystem.openKept(source.keepId, source.path);
  if (opened.kind !== 'done') return opened;
  try {
    return await copy(opened.value, staging, { checksum, ports });
  } finally {
    await opened.value.close();
  }
}

interface Copying {
  readonly checksum: Checksum;
  readonly ports: ExchangePorts;
}

async function copy(file: OpenFile, staging: StagingFile, copying: Copying): Promise<Outcome<number>> {
  const { sizeBytes, mtimeNs } = file.stamp;
  const done = await append(staging, file.read(0, sizeBytes), copying);
  return done.kind === 'done' ? { kind: 'done', value: Number(mtimeNs / 1_000_000n) } : done;
}

async function append(staging: StagingFile, body: Readable, { checksum, ports }: Copying): Promise<Outcome<void>> {
  const appended = await staging.append(body, () => {}, ports.signal);
  if (!appended.ok) return { kind: 'failed', error: appended.error };
  const written = await staging.checksum(ports.signal);
  if (!written.ok) return { kind: 'failed', error: written.error };
  return written.value.checksum === checksum
    ? { kind: 'done', value: undefined }
    : { kind: 'refused', reason: 'changed-meanwhile' };
}

async function place(
  staging: StagingFile,
  { path, replaces, keepId }: PutRequest,
  { mtimeMs, ports }: { readonly mtimeMs: number; readonly ports: ExchangePorts },
): Promise<Outcome<LocalStamp>> {
  // The index row comes first: bytes that are kept but not listed would be bytes that nobody finds.
  if (replaces !== undefined) ports.database.addKept(toKeptRow(path, { file: replaces, keepId }, ports));
  const placed = await ports.filesystem.place({
    staging,
    target: path,
    mtimeMs,
    expect: replaces === undefined ? { kind: 'absent' } : toExpectation(replaces),
    displaced: { kind: 'keep', keepId },
  });
  if (replaces !== undefined && placed.kind !== 'done') await unlistUnlessKept({ keepId, originalPath: path }, ports);
  return placed;
}
