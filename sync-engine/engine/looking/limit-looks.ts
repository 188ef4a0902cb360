import type { ChecksumAlgorithm } from '../../core/model/checksum.ts';
import type { LocalItem } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { NO_LONGER_NEEDED, pause } from '../../clock/clock.ts';
import { readingMs } from '../../executor/patience.ts';
import { stalledError } from '../../executor/watchdog.ts';
import type { DirectoryReading, Filesystem, StatReading } from '../../filesystem/filesystem.ts';
import type { Transport } from '../../transport/transport.ts';

/** What looking needs of both sides. */
export interface Looks {
  readDirectory(path: RelativePath): Promise<DirectoryReading>;
  stat(path: RelativePath): Promise<StatReading>;
  hashFile(
    item: LocalItem,
    signal: AbortSignal,
    also?: readonly ChecksumAlgorithm[],
  ): ReturnType<Filesystem['hashFile']>;
  readonly list: Transport['list'];
  /** Absent where the transport has none. */
  readonly listTree?: NonNullable<Transport['listTree']>;
  readonly readChanges: Transport['readChanges'];
}

export interface LimitLooksInput {
  readonly filesystem: Pick<Filesystem, 'readDirectory' | 'stat' | 'hashFile'>;
  readonly transport: Pick<Transport, 'list' | 'listTree' | 'readChanges'>;
  readonly clock: Clock;
  /** Longest silence of a look, in ms. */
  readonly stallMs: number;
}

/** A whole tree of a hundred thousand items takes ownCloud 10 minutes; it is cheaper than asking for each directory. */
const TREE_LIMIT_MS = 15 * 60_000;

/** The transport notices a silent server itself; a long listing that comes in slowly must not be cut off before. */
const LISTING_FACTOR = 2.5;

/**
 * Looks that end, whatever the disk or the server does. One that hangs is a failure of its place; a directory that
 * hangs is not read a second time before the first reading has ended, because each holds a thread of this process.
 */
export function limitLooks({ filesystem, transport, clock, stallMs }: LimitLooksInput): Looks {
  const hanging = new Set<RelativePath>();
  return {
    async readDirectory(path) {
      const stalled: DirectoryReading = { kind: 'failed', error: stalledError('reading a directory') };
      if (hanging.has(path)) return stalled;
      hanging.add(path);
      const reading = (async () => {
        try {
          return await filesystem.readDirectory(path);
        } finally {
          hanging.delete(path);
        }
      })();
      return within({ clock, limitMs: stallMs, work: () => reading, otherwise: stalled });
    },
    stat: (path) =>
      within({
        clock,
        limitMs: stallMs,
        work: () => filesystem.stat(path),
        otherwise: { kind: 'failed', error: stalledError('looking at a place') },
      }),
    hashFile: (item, signal, also) =>
      within({
        clock,
        limitMs: stallMs + readingMs(item.stamp.sizeBytes),
        signal,
        work: (either) => filesystem.hashFile(item.path, either, also),
        otherwise: { kind: 'failed', error: stalledError('reading a file') },
      }),
    list: (path, depth, signal) =>
      within({
        clock,
        limitMs: depth === 0 ? stallMs : stallMs * LISTING_FACTOR,
        signal,
        work: (either) => transport.list(path, depth, either),
        otherwise: { kind: 'failed', error: depth === 0 ? unreachable() : stalledError('listing a directory') },
      }),
    ...(transport.listTree === undefined ? {} : { listTree: limitTree(transport.listTree.bind(transport), clock) }),
    readChanges: (token, signal) =>
      within({
        clock,
        limitMs: stallMs * LISTING_FACTOR,
        signal,
        work: (either) => transport.readChanges(token, either),
        otherwise: { kind: 'failed', error: unreachable() },
      }),
  };
}

function limitTree(listTree: NonNullable<Transport['listTree']>, clock: Clock): NonNullable<Transport['listTree']> {
  return (signal) =>
    within({
      clock,
      limitMs: TREE_LIMIT_MS,
      signal,
      work: listTree,
      otherwise: { kind: 'failed', error: stalledError('listing a tree') },
    });
}

interface Limited<Value> {
  readonly clock: Clock;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly work: (signal: AbortSignal) => Promise<Value>;
  readonly otherwise: Value;
}

/** The value of the work, or `otherwise` when it takes too long; then its signal is aborted. */
async function within<Value>({ clock, limitMs, signal, work, otherwise }: Limited<Value>): Promise<Value> {
  const late = new AbortController();
  const done = new AbortController();
  const giveUp = async (): Promise<Value> => {
    await pause(clock, limitMs, done.signal);
    if (!done.signal.aborted) late.abort();
    return otherwise;
  };
  const either = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  try {
    return await Promise.race([work(either), giveUp()]);
  } finally {
    done.abort(NO_LONGER_NEEDED);
  }
}

function unreachable(): SyncError {
  return {
    code: 'server-unreachable',
    scope: 'account',
    retry: { kind: 'after', delayMs: 30_000 },
    detail: 'the server did not answer',
  };
}
