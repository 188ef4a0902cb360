import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import { strongestAlgorithm } from '../core/model/checksum.ts';
import type { Operation, OperationId, Transfer } from '../core/model/operation.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import type { ArchiveLimits } from '../transport/transport.ts';

/** With fewer, an archive gains nothing over as many requests side by side. */
export const LEAST_ARCHIVED_FILES = 16;

/** Larger files fill the line by themselves, and are not held in memory as a whole. */
const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Of one archive. So many ids fit into one address, and a server makes an archive one file after the other: several
 * small ones side by side come faster than a large one, and less is lost when one breaks off.
 */
const MAX_BATCH_FILES = 64;
const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/** An archive shows no version, so that the checksum of the listing is all that tells what has come. */
const TELLING: ReadonlySet<ChecksumAlgorithm> = new Set(['SHA3-256', 'SHA256', 'SHA1']);

/** Downloads that are fetched together before each is carried out by itself. */
export interface ArchiveBatch {
  readonly operations: readonly Transfer[];
  readonly sizeBytes: number;
}

/** A plan, and what there is to know of its downloads. */
export interface BatchInput {
  readonly operations: readonly Operation[];
  /** What the server showed of the item of an operation. */
  readonly findRow: (operation: Operation) => RemoteRow | undefined;
  /** Undefined where there are no archives. */
  readonly limits: ArchiveLimits | undefined;
  /** Fewer downloads than this are left alone. */
  readonly leastFiles: number;
}

/** Sorts small downloads, in the order of the plan, into batches that a server's archives can hold. Pure. */
export function planArchiveBatches(input: BatchInput): ReadonlyMap<OperationId, ArchiveBatch> {
  const { operations, findRow, limits, leastFiles } = input;
  if (limits === undefined) return new Map();
  const small: Sized[] = [];
  for (const operation of operations) {
    const row = operation.kind === 'transfer' && operation.side === 'local' ? findRow(operation) : undefined;
    if (operation.kind === 'transfer' && row !== undefined && isSuitable(row, limits))
      small.push({ operation, sizeBytes: row.sizeBytes });
  }
  return small.length < leastFiles ? new Map() : cut(small, limits);
}

interface Sized {
  readonly operation: Transfer;
  readonly sizeBytes: number;
}

function isSuitable({ sizeBytes, checksum, isProcessing }: RemoteRow, limits: ArchiveLimits): boolean {
  const isSmall = sizeBytes > 0 && sizeBytes <= Math.min(MAX_FILE_BYTES, limits.maxBytes);
  // One file that the server cannot give out yet would end the archive of all others.
  return isSmall && !isProcessing && checksum !== undefined && TELLING.has(strongestAlgorithm(checksum));
}

function cut(small: readonly Sized[], limits: ArchiveLimits): ReadonlyMap<OperationId, ArchiveBatch> {
  const maxFiles = Math.min(MAX_BATCH_FILES, limits.maxFiles);
  const maxBytes = Math.min(MAX_BATCH_BYTES, limits.maxBytes);
  const batches: { operations: Transfer[]; sizeBytes: number }[] = [];
  const batchOf = new Map<OperationId, ArchiveBatch>();
  for (const { operation, sizeBytes } of small) {
    const last = batches.at(-1);
    const hasRoom = last !== undefined && last.operations.length < maxFiles && last.sizeBytes + sizeBytes <= maxBytes;
    const batch = hasRoom ? last : { operations: [], sizeBytes: 0 };
    if (!hasRoom) batches.push(batch);
    batch.operations.push(operation);
    batch.sizeBytes += sizeBytes;
    batchOf.set(operation.id, batch);
  }
  return batchOf;
}
