import type { SyncError } from '../../core/model/sync-error.ts';

/** The only kind of error that a stream of this folder emits: it carries no request, headers or address. */
export class TransferError extends Error {
  readonly syncError: SyncError;

  constructor(syncError: SyncError) {
    super(`${syncError.code}: ${syncError.detail}`);
    this.name = 'TransferError';
    this.syncError = syncError;
  }
}
