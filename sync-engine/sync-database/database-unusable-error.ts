import type { Steps } from '../core/model/steps.ts';

/**
 * Why a sync database cannot be used.
 * - `broken`: damaged, cut off, without its bytes, or its rows contradict each other. Set it aside and begin anew.
 * - `foreign`: something else, or a database of another program. Leave it alone: it is not ours.
 * - `newer-version`: written by a newer version of this program. Leave it alone.
 * - `in-use`: another process holds it. Leave it alone.
 * - `no-access`: it may not be opened or written. Leave it alone.
 * - `disk-full`: it is sound, but the last change was not stored.
 * - `io-error`: the disk answered with an error. Leave it alone: the next attempt may succeed.
 */
export type UnusableReason = 'broken' | 'foreign' | 'newer-version' | 'in-use' | 'no-access' | 'disk-full' | 'io-error';

/**
 * The sync database cannot answer. Its content is unknown, which never means empty: whoever goes on does so with a
 * lost base, so that both sides are united and nothing is deleted.
 */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
  readonly code = 'database-unusable';
  readonly reason: UnusableReason;

  constructor(reason: UnusableReason, detail: string, cause?: unknown) {
    super(`sync database unusable (${reason}): ${detail}`, { cause });
    this.reason = reason;
  }
}

/** SQLite's primary result codes that tell about the file and not about our statements. */
const REASON_OF_RESULT_CODE: ReadonlyMap<number, UnusableReason> = new Map([
  [1, 'broken'],
  [3, 'no-access'],
  [5, 'in-use'],
  [6, 'in-use'],
  [7, 'io-error'],
  [8, 'no-access'],
  [10, 'io-error'],
  [11, 'broken'],
  [13, 'disk-full'],
  [14, 'no-access'],
  [17, 'broken'],
  [22, 'io-error'],
  [23, 'no-access'],
  [26, 'foreign'],
]);

/** Errors of the file system around the database. */
const REASON_OF_ERRNO: ReadonlyMap<unknown, UnusableReason> = new Map([
  ['EACCES', 'no-access'],
  ['EPERM', 'no-access'],
  ['EROFS', 'no-access'],
  ['ENOENT', 'no-access'],
  ['ENOTDIR', 'no-access'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EIO', 'io-error'],
]);

/** SQLite's extended result code of an error thrown by `node:sqlite`; undefined for any other error. */
export function findResultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** True for "no space left" from SQLite. */
export function isDiskFull(error: unknown): boolean {
  return ((findResultCode(error) ?? 0) & 0xff) === 13;
}

/** The error to throw for `error`: converted when the file is at fault, unchanged when it is a bug of ours. */
export function toDatabaseError(error: unknown): unknown {
  const reason = findReason(error);
  if (reason === undefined) return error;
  const detail = findResultCode(error) === undefined ? 'file system' : `SQLite result ${findResultCode(error)}`;
  return new DatabaseUnusableError(reason, detail, error);
}

function findReason(error: unknown): UnusableReason | undefined {
  const resultCode = findResultCode(error);
  if (resultCode !== undefined) return REASON_OF_RESULT_CODE.get(resultCode & 0xff);
  return error instanceof Error && 'code' in error ? REASON_OF_ERRNO.get(error.code) : undefined;
}

/** What a query gives; whatever it throws becomes a `DatabaseUnusableError` if SQLite threw it. */
export function read<Value>(query: () => Value): Value {
  try {
    return query();
  } catch (error) {
    throw toDatabaseError(error);
  }
}

/** The same for a query in steps. */
export function* readInSteps<Value>(query: Steps<Value>): Steps<Value> {
  try {
    return yield* query;
  } catch (error) {
    throw toDatabaseError(error);
  }
}
