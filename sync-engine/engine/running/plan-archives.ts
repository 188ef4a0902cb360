import type { Operation, OperationId } from '../../core/model/operation.ts';
import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import type { ArchiveBatch } from '../../executor/archive-batches.ts';
import { LEAST_ARCHIVED_FILES, planArchiveBatches } from '../../executor/archive-batches.ts';
import { ArchiveFetcher } from '../../executor/fetch-archive.ts';
import type { ArchivesInput } from '../../executor/lanes.ts';
import type { Ledger } from '../../executor/ledger.ts';
import { runWatched } from '../../executor/watchdog.ts';
import type { FolderPorts } from '../parts.ts';

/** A plan whose downloads may come in archives, and who hears of them. */
export interface PlanArchivesInput {
  readonly operations: readonly Operation[];
  readonly ledger: Ledger;
  readonly ports: FolderPorts;
  readonly signal: AbortSignal;
  /** Longest silence of an archive, in ms. */
  readonly stallMs: number;
  /** Bytes of files have come. */
  readonly onBytes: (bytes: number) => void;
  /** The download of an operation must not begin before this has ended. */
  readonly onHanging: (operation: Operation, job: Promise<unknown>) => void;
}

/** The archives of one plan. How one ends decides nothing but what is left for the downloads themselves. */
export class PlanArchives implements ArchivesInput {
  readonly batchOf: ReadonlyMap<OperationId, ArchiveBatch>;
  readonly #input: PlanArchivesInput;
  readonly #fetcher = new ArchiveFetcher();
  /** Operations whose private files a hanging archive may still write to. */
  readonly #hanging = new Map<OperationId, SyncError>();

  constructor(input: PlanArchivesInput) {
    const { operations, ledger, ports } = input;
    this.#input = input;
    this.batchOf = planArchiveBatches({
      operations,
      findRow: (operation) => ledger.findRemote(operation.node),
      limits: ports.transport.downloadArchive === undefined ? undefined : ports.transport.archiveLimits,
      leastFiles: ports.leastArchivedFiles ?? LEAST_ARCHIVED_FILES,
    });
  }

  async fetch(batch: ArchiveBatch): Promise<void> {
    if (!this.#fetcher.isWorthwhile) return;
    const { ledger, ports, signal, stallMs, onBytes, onHanging } = this.#input;
    const { outcome, abandoned } = await runWatched({
      clock: ports.clock,
      signal,
      stallMs,
      act: (watch) =>
        this.#fetcher.fetch(batch, {
          ...ports,
          findRow: (operation) => ledger.findRemote(operation.node),
          signal: watch.signal,
          onBytes: (bytes) => {
            watch.sign();
            onBytes(bytes);
          },
        }),
    });
    if (outcome.kind !== 'failed' && outcome.kind !== 'unknown') return;
    const { error } = outcome;
    if (error.code === 'stalled') this.#fetcher.noteStalled();
    if (error.code !== 'cancelled') ports.logger.info('archive-incomplete', { code: error.code, detail: error.detail });
    if (abandoned === undefined) return;
    for (const operation of batch.operations) {
      this.#hanging.set(operation.id, error);
      onHanging(operation, abandoned);
    }
  }

  /** How an operation ends that must not begin; undefined for all others. */
  findEnd(operation: Operation): Outcome<never> | undefined {
    const error = this.#hanging.get(operation.id);
    return error === undefined ? undefined : { kind: 'failed', error };
  }
}
