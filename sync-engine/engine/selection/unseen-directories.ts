import type { OutlinedDirectory } from '../../core/selection/directory-outline.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isName, joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Logger } from '../../logger/logger.ts';
import type { Transport } from '../../transport/transport.ts';

/** Requests at once: a person waits for them, and a run may be asking, too. */
const LANES = 4;

/** Directories that are listed in one go: so often a search can tell how far it is, or stop. */
const BATCH = 24;

/** When nobody has searched for so long, the next search begins anew. */
const FRESH_MS = 5 * 60_000;

/** Directories that are looked into at most; some 50 MB of names. What lies behind them stays unsearched, and is told so. */
const MAX_LISTED = 200_000;

interface SearchPorts {
  readonly transport: Pick<Transport, 'list' | 'searchDirectories'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How far a search has come. */
export interface SearchProgress {
  /** Directories into which it has looked. */
  readonly searched: number;
  /** Directories that are known, into which it has not looked yet: at least so much is left. */
  readonly waiting: number;
  /** Directories that could not be looked into, while the rest could. */
  readonly unreadable: number;
}

/**
 * Looks for directories where sync does not look: in what is kept away from this computer. Goes from the top down, a
 * few directories with each call, and remembers them for a while. Never writes anything.
 */
export class UnseenDirectories {
  readonly #ports: SearchPorts;
  #hints: { readonly text: string; readonly way: ReadonlySet<RelativePath> } | undefined;
  readonly #listed = new Map<RelativePath, readonly OutlinedDirectory[] | 'unreadable'>();
  #lastMs = 0;

  constructor(ports: SearchPorts) {
    this.#ports = ports;
  }

  /**
   * Lists some more of what is in these directories, first what leads to where the server's own search has found the
   * text: it is asked once, and only says where to look first. Codes: those of the transport that are about more than one
   * directory; what was listed before counts.
   */
  async goOn(text: string, tops: readonly RelativePath[], signal: AbortSignal): Promise<Result<void>> {
    this.#forgetOld();
    const way = await this.#findWay(text, signal);
    const { waiting } = this.#walk(tops);
    const [near, far] = [waiting.filter((path) => way.has(path)), waiting.filter((path) => !way.has(path))];
    const room = Math.max(0, MAX_LISTED - this.#listed.size);
    const due = [...near, ...far].slice(0, Math.min(BATCH, room));
    let stopped: SyncError | undefined;
    const work = async (): Promise<void> => {
      for (let path = due.shift(); path !== undefined && stopped === undefined; path = due.shift())
        stopped = (await this.#list(path, signal)) ?? stopped;
    };
    await Promise.all(Array.from({ length: LANES }, work));
    return stopped === undefined ? { ok: true, value: undefined } : { ok: false, error: stopped };
  }

  /** Directories in these ones, as far as they have been listed, whose name contains a text; and how far that is. */
  search(
    text: string,
    tops: readonly RelativePath[],
  ): { readonly found: readonly OutlinedDirectory[]; readonly progress: SearchProgress } {
    const wanted = text.toLocaleLowerCase();
    const { inside, waiting, searched, unreadable } = this.#walk(tops);
    const found = inside.filter(({ path }) =>
      path
        .slice(path.lastIndexOf('/') + 1)
        .toLocaleLowerCase()
        .includes(wanted),
    );
    return { found, progress: { searched, waiting: waiting.length, unreadable } };
  }

  #walk(tops: readonly RelativePath[]) {
    const [inside, waiting]: [OutlinedDirectory[], RelativePath[]] = [[], []];
    const counts = { searched: 0, unreadable: 0 };
    const pending = [...tops];
    for (const path of pending) {
      const children = this.#listed.get(path);
      if (children === undefined) waiting.push(path);
      else if (children === 'unreadable') counts.unreadable += 1;
      else {
        counts.searched += 1;
        for (const child of children) {
          inside.push(child);
          pending.push(child.path);
        }
      }
    }
    return { inside, waiting, ...counts };
  }

  /** All directories above those that the server's search has found. */
  async #findWay(text: string, signal: AbortSignal): Promise<ReadonlySet<RelativePath>> {
    if (this.#hints?.text === text) return this.#hints.way;
    const { transport, logger } = this.#ports;
    const found = await transport.searchDirectories?.(text, signal);
    if (found?.ok === false) logger.warn('search-not-answered', { code: found.error.code });
    const way = new Set<RelativePath>([ROOT_PATH]);
    for (const path of found?.ok === true ? found.value : [])
      for (let at = parentPath(path); !way.has(at); at = parentPath(at)) way.add(at);
    this.#hints = { text, way };
    return way;
  }

  async #list(path: RelativePath, signal: AbortSignal): Promise<SyncError | undefined> {
    const outcome = await this.#ports.transport.list(path, 1, signal);
    if (outcome.kind === 'failed' && outcome.error.scope !== 'item') return outcome.error;
    if (outcome.kind === 'failed') this.#listed.set(path, 'unreadable');
    else if (outcome.kind === 'absent') this.#listed.set(path, []);
    else {
      const directories = outcome.listing.children.filter(({ kind, name }) => kind === 'directory' && isName(name));
      this.#listed.set(
        path,
        directories.map(({ name, sizeBytes }) => ({ path: joinPath(path, name), sizeBytes: sizeBytes || undefined })),
      );
    }
    return undefined;
  }

  #forgetOld(): void {
    const nowMs = this.#ports.clock.monotonicMs();
    if (nowMs - this.#lastMs >= FRESH_MS) this.#listed.clear();
    this.#lastMs = nowMs;
  }
}
