import { DISK_RESERVE_BYTES } from '../core/model/disk-reserve.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import type { Filesystem } from '../filesystem/filesystem.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import type { ArchiveItem, Transport } from '../transport/transport.ts';
import type { ArchiveBatch } from './archive-batches.ts';
import { DONE, failedItem } from './outcome.ts';
import { stagingId } from './staging.ts';

/** After so many archives in a row that brought less than half of what was asked for, a run does without. */
const MAX_POOR_IN_A_ROW = 2;

/** What an archive is fetched with. */
export interface FetchContext {
  readonly filesystem: Filesystem;
  readonly transport: Transport;
  readonly findRow: (operation: ArchiveBatch['operations'][number]) => RemoteRow | undefined;
  readonly signal: AbortSignal;
  /** Bytes of files that have come. */
  readonly onBytes: (bytes: number) => void;
}

interface StagedItem extends ArchiveItem {
  readonly stagingId: string;
}

/**
 * Fetches files of a batch together, each into the private file where its own download looks first. That download then
 * does everything it does for bytes of an earlier attempt: it verifies them, looks at the place and puts them there; what
 * is not there it fetches by itself. So nothing depends on an archive, and none is asked for twice.
 */
export class ArchiveFetcher {
  #poorInARow = 0;

  /** False when archives have turned out to be of no use in this run. */
  get isWorthwhile(): boolean {
    return this.#poorInARow < MAX_POOR_IN_A_ROW;
  }

  /** An archive was stopped because nothing moved any more: nobody waits that long a second time. */
  noteStalled(): void {
    this.#poorInARow = MAX_POOR_IN_A_ROW;
  }

  /** `done` when the archive came to its end; one call at a time for each batch. */
  async fetch(batch: ArchiveBatch, context: FetchContext): Promise<Outcome<void>> {
    const space = await context.filesystem.readSpace();
    // A disk that is away needs no archive; the downloads themselves tell why.
    if (!space.ok) return { kind: 'failed', error: { ...space.error, scope: 'item' } };
    const items = findMissing(batch, context, new Set(await context.filesystem.listStaging()));
    if (items.length === 0) return DONE;
    const { freeBytes } = space.value;
    if (freeBytes < batch.sizeBytes + DISK_RESERVE_BYTES) return failedItem('disk-full', `${freeBytes} bytes free`);
    const arriving = new Arriving(context);
    const error = await arriving.receive(items);
    // What was stopped from outside says nothing about the server.
    if (!context.signal.aborted) this.#poorInARow = arriving.fileCount * 2 < items.length ? this.#poorInARow + 1 : 0;
    return error === undefined ? DONE : { kind: 'failed', error };
  }
}

/** Of what an earlier attempt has left, the download of each file knows best whether it goes on with it. */
function findMissing(
  { operations }: ArchiveBatch,
  { findRow }: FetchContext,
  kept: ReadonlySet<string>,
): readonly StagedItem[] {
  return operations.flatMap((operation) => {
    const row = findRow(operation);
    if (row?.checksum === undefined || kept.has(stagingId(row))) return [];
    const { fileId, sizeBytes, checksum } = row;
    return [{ fileId, sizeBytes, checksum, stagingId: stagingId(row) }];
  });
}

/** The files of one archive on their way to the disk. */
class Arriving {
  readonly #context: FetchContext;
  readonly #stop = new AbortController();
  #error: SyncError | undefined;
  fileCount = 0;

  constructor(context: FetchContext) {
    this.#context = context;
  }

  async receive(items: readonly StagedItem[]): Promise<SyncError | undefined> {
    const { transport, signal, onBytes } = this.#context;
    const ended = await transport.downloadArchive?.({
      items,
      onFile: (item, bytes) => this.#keep(item, bytes),
      onProgress: onBytes,
      signal: AbortSignal.any([signal, this.#stop.signal]),
    });
    return this.#error ?? ended;
  }

  async #keep(item: StagedItem, bytes: Uint8Array): Promise<void> {
    const { filesystem, signal } = this.#context;
    if (signal.aborted) return;
    const opened = await filesystem.openStaging(item.stagingId);
    if (!opened.ok) {
      this.#end(opened.error);
      return;
    }
    const staging = opened.value;
    try {
      const appended = await staging.append(bytes, () => {}, signal);
      if (appended.ok) this.fileCount += 1;
      else {
        this.#end(appended.error);
        // Half files that wait for each other's room would fill the disk for good.
        await staging.truncate();
      }
    } finally {
      await staging.close();
    }
  }

  /** A disk that takes nothing more makes the rest useless. */
  #end(error: SyncError): void {
    this.#error ??= error;
    this.#stop.abort();
  }
}
