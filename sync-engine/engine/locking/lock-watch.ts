import type { Clock } from '../../clock/clock.ts';
import { pause } from '../../clock/clock.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Transport } from '../../transport/transport.ts';

export interface LockWatchInput {
  readonly transport: Pick<Transport, 'readLock'>;
  readonly clock: Clock;
  /** Items that wait for locks of others: those of which the server has told who holds them. */
  readonly listLocked: () => readonly RelativePath[];
  /** True while asking makes no sense, because something else goes on or nothing shall. */
  readonly isBusy: () => boolean;
  /** Hears of items whose locks are gone. */
  readonly onFree: (paths: ReadonlySet<RelativePath>) => void;
}

/** So often it is asked: sooner than anybody walks over to ask whether a colleague has finished. */
const ASK_EVERY_MS = 15_000;

/** Items that are asked about each time, by small questions; of more, each has its turn. */
const MOST_ASKED = 20;

/**
 * Finds out that locks are gone where the server does not tell. Attempts are no way to do so: each sends all bytes, which
 * is why they come ever more seldom.
 */
export async function watchLocks(input: LockWatchInput, signal: AbortSignal): Promise<void> {
  const { clock, listLocked, isBusy, onFree } = input;
  let last: RelativePath | undefined;
  while (!signal.aborted) {
    await pause(clock, ASK_EVERY_MS, signal);
    if (signal.aborted || isBusy()) continue;
    const asked = takeTurn(listLocked(), last);
    const free = await findFree(asked, input, signal);
    last = asked.at(-1);
    if (free.size > 0) onFree(free);
  }
}

/** Those that come behind the one that was asked about last, by path and in a circle. Pure. */
function takeTurn(locked: readonly RelativePath[], last: RelativePath | undefined): readonly RelativePath[] {
  const byPath = locked.toSorted();
  const next = last === undefined ? 0 : byPath.findIndex((path) => path > last);
  const start = Math.max(0, next);
  return [...byPath.slice(start), ...byPath.slice(0, start)].slice(0, MOST_ASKED);
}

/** One after the other; where one question fails not for its item alone, so would the next ones. */
async function findFree(
  paths: readonly RelativePath[],
  { transport }: LockWatchInput,
  signal: AbortSignal,
): Promise<ReadonlySet<RelativePath>> {
  const free = new Set<RelativePath>();
  for (const path of paths) {
    const look = await transport.readLock(path, signal);
    if (look.kind === 'failed' && look.error.scope !== 'item') break;
    if (look.kind === 'free') free.add(path);
  }
  return free;
}
