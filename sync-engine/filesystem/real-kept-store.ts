import { open } from 'node:fs/promises';
import type { Checksum } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { Outcome, Result } from '../core/model/sync-error.ts';
import {
  cancelledError,
  findErrno,
  parseOutcome,
  parseSyncError,
  refuse,
  stillChangingError,
} from './errno-outcome.ts';
import type { EventLoopShare } from './event-loop-share.ts';
import { findRefusal } from './expectation.ts';
import { READ_FLAGS } from './file-calls.ts';
import type { KeptFile, KeptStore, RestoreRequest, StatReading } from './filesystem.ts';
import { keepFile, returnKept, toKeptPath } from './kept-store.ts';
import type { LocalRoot } from './local-root.ts';
import { toOutcome } from './local-root.ts';
import { isSameContentStamp, toLocalEntry, toLocalStamp } from './local-stamp.ts';
import { relink } from './moving.ts';
import { decodeName } from './name-bytes.ts';
import { assertPrivateId } from './private-files.ts';
import { hashHandle } from './reading-file.ts';

/** What the real store shares with the file system that it belongs to. */
interface RealKeptStoreParts {
  readonly root: LocalRoot;
  readonly share: EventLoopShare;
  readonly nowMs: () => number;
  readonly retry: <Value>(attempt: () => Outcome<Value> | Promise<Outcome<Value>>) => Promise<Outcome<Value>>;
}

/** Answers for a folder of the store that still holds something, or that somebody else has just removed. */
const STAYS: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

/** The safety store on this machine's disk: `kept/<keepId>/<name>`. */
export class RealKeptStore implements KeptStore {
  readonly #parts: RealKeptStoreParts;
  readonly #root: LocalRoot;

  constructor(parts: RealKeptStoreParts) {
    this.#parts = parts;
    this.#root = parts.root;
  }

  async list(): Promise<Result<readonly KeptFile[]>> {
    const failure = this.#root.findFailure('list-kept');
    if (failure !== undefined) return { ok: false, error: failure };
    try {
      const files: KeptFile[] = [];
      for (const keepId of this.#readNames(this.#root.privatePath('kept'))) {
        files.push(...(await this.#parts.share.run(() => this.#listId(keepId))));
      }
      return { ok: true, value: files };
    } catch (error) {
      return { ok: false, error: parseSyncError(error, 'list-kept') };
    }
  }

  async find(keepId: string, name: string): Promise<StatReading> {
    const path = this.#toPath(keepId, name);
    const failure = this.#root.findFailure('find-kept');
    if (failure !== undefined) return { kind: 'failed', error: failure };
    try {
      const stats = this.#root.calls.lstat(path);
      return stats === undefined ? { kind: 'absent' } : { kind: 'present', entry: toLocalEntry(name, stats) };
    } catch (error) {
      return { kind: 'failed', error: parseSyncError(error, 'find-kept') };
    }
  }

  hash(keepId: string, name: string, signal: AbortSignal): Promise<Outcome<{ checksum: Checksum; stamp: LocalStamp }>> {
    return this.#parts.retry(() => hashKept(this.#root, this.#toPath(keepId, name), signal));
  }

  restore(request: RestoreRequest): Promise<Outcome<LocalStamp>> {
    const keptPath = this.#toPath(request.keepId, request.name);
    assertPrivateId(request.displacedKeepId);
    return this.#parts.retry(() => restoreKept(this.#root, { ...request, keptPath, nowMs: this.#parts.nowMs() }));
  }

  drop(file: KeptFile): Promise<Outcome<void>> {
    return this.#parts.retry((): Outcome<void> => {
      const path = this.#toPath(file.keepId, file.name);
      const failure = this.#root.findFailure('drop-kept');
      if (failure !== undefined) return { kind: 'failed', error: failure };
      try {
        const stats = this.#root.calls.lstat(path);
        if (stats === undefined) return refuse('missing');
        if (!stats.isFile() || !isSameStamp('file', toLocalStamp(stats), file.stamp))
          return refuse('changed-meanwhile');
        this.#root.calls.unlink(path);
        removeIfEmpty(this.#root, file.keepId);
        return { kind: 'done', value: undefined };
      } catch (error) {
        return parseOutcome(error, 'drop-kept');
      }
    });
  }

  #listId(keepId: string): readonly KeptFile[] {
    const folder = this.#root.privatePath('kept', keepId);
    if (this.#root.calls.lstat(folder)?.isDirectory() !== true) return [];
    return this.#readNames(folder).flatMap((name) => {
      const stats = this.#root.calls.lstat(`${folder}/${name}`);
      return stats?.isFile() === true ? [{ keepId, name, stamp: toLocalStamp(stats) }] : [];
    });
  }

  /** Empty for a directory that is not there. */
  #readNames(directory: string): readonly string[] {
    try {
      return this.#root.calls.readNames(directory).map((bytes) => decodeName(bytes).name);
    } catch (error) {
      if (findErrno(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #toPath(keepId: string, name: string): string {
    assertPrivateId(keepId);
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) throw new RangeError('not a name');
    return `${this.#root.privatePath('kept', keepId)}/${name}`;
  }
}

interface Restoring extends RestoreRequest {
  readonly keptPath: string;
  readonly nowMs: number;
}

/** At every moment the kept bytes are in the store or at the target, and those of a displaced file are in one of both. */
function restoreKept(root: LocalRoot, request: Restoring): Outcome<LocalStamp> {
  const { target, expect, keptPath, displacedKeepId, nowMs } = request;
  const place = root.resolve(target, 'restore-kept');
  if (place.kind !== 'inside') return toOutcome(place);
  const { absolutePath } = place;
  try {
    const kept = root.calls.lstat(keptPath);
    if (kept === undefined) return refuse('missing');
    if (!kept.isFile()) return refuse('changed-meanwhile');
    const refusal = findRefusal(root.calls, absolutePath, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'stamp') {
      const displaced = keepFile(root, { path: target, absolutePath, expect, keepId: displacedKeepId, nowMs });
      if (displaced.kind !== 'done') return displaced;
    }
    relinkOrReturn(root, request, absolutePath);
    removeIfEmpty(root, request.keepId);
    const arrived = root.calls.lstat(absolutePath);
    const stamp = arrived === undefined ? undefined : toLocalStamp(arrived);
    return stamp !== undefined && isSameContentStamp(stamp, toLocalStamp(kept))
      ? { kind: 'done', value: stamp }
      : { kind: 'unknown', error: stillChangingError('restore-kept') };
  } catch (error) {
    return parseOutcome(error, 'restore-kept');
  }
}

function relinkOrReturn(root: LocalRoot, request: Restoring, absolutePath: string): void {
  try {
    relink(root, { from: request.keptPath, to: absolutePath });
  } catch (error) {
    // When the target is taken by now, what was there before stays in the store, where it is safe.
    if (request.expect.kind === 'stamp' && findErrno(error) !== 'EEXIST') {
      returnKept(root, toKeptPath(root, request.displacedKeepId, request.target), absolutePath);
    }
    throw error;
  }
}

function removeIfEmpty(root: LocalRoot, keepId: string): void {
  try {
    root.calls.removeDirectory(root.privatePath('kept', keepId));
  } catch (error) {
    if (!STAYS.has(findErrno(error))) throw error;
  }
}

async function hashKept(
  root: LocalRoot,
  keptPath: string,
  signal: AbortSignal,
): Promise<Outcome<{ checksum: Checksum; stamp: LocalStamp }>> {
  const failure = root.findFailure('hash-kept');
  if (failure !== undefined) return { kind: 'failed', error: failure };
  try {
    const seen = root.calls.lstat(keptPath);
    if (seen === undefined) return refuse('missing');
    if (!seen.isFile()) return refuse('changed-meanwhile');
    await using handle = await open(keptPath, READ_FLAGS);
    const { checksum } = await hashHandle(handle, { signal, expectedBytes: Number(seen.size) });
    const stamp = toLocalStamp(await handle.stat({ bigint: true }));
    const isUntouched = isSameStamp('file', stamp, toLocalStamp(seen));
    return isUntouched ? { kind: 'done', value: { checksum, stamp } } : refuse('changed-meanwhile');
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', error: cancelledError('hash-kept') };
    return parseOutcome(error, 'hash-kept');
  }
}
