import { join } from 'node:path';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import { nameRefusedError, otherFileSystemError, parseSyncError, refuse, rootError } from './errno-outcome.ts';
import type { FileCalls } from './file-calls.ts';
import { PRIVATE_FOLDER } from './filesystem.ts';
import { toLocalStamp } from './local-stamp.ts';

/** A place whose directories were all seen to be real ones, or why it cannot be touched. */
export type ResolvedPlace =
  | { readonly kind: 'inside'; readonly absolutePath: string }
  | { readonly kind: 'parent-missing' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/**
 * The border around one sync folder: turns relative paths into absolute ones and refuses to pass through links, into
 * the private folder, or onto another file system.
 *
 * Node has no `openat`, so between this check and the call after it another process can put a link in the place of a
 * directory. Both run synchronously, one after the other: the window is some microseconds.
 */
export class LocalRoot {
  readonly rootPath: string;
  readonly calls: FileCalls;
  readonly #platform: NodeJS.Platform;
  #identity: LocalStamp | undefined;

  constructor(rootPath: string, calls: FileCalls, platform: NodeJS.Platform) {
    this.rootPath = rootPath;
    this.calls = calls;
    this.#platform = platform;
  }

  /** From now on only this very directory counts as the root. */
  remember(stamp: LocalStamp): void {
    this.#identity = stamp;
  }

  /** Absolute path of something in the private folder. */
  privatePath(...names: readonly string[]): string {
    return join(this.rootPath, PRIVATE_FOLDER, ...names);
  }

  /** True for a directory entry that lies on the root's own file system. */
  isOnSameDevice(device: bigint): boolean {
    return device === this.#getIdentity().device;
  }

  /**
   * True when a look at an item that was refused like this would be refused at any item beside it: its directory may not
   * be entered. On Windows each item has permissions of its own.
   */
  tellsOfDirectory(errno: string): boolean {
    return errno === 'EACCES' && this.#platform !== 'win32';
  }

  /** One number for all items on the root's device: each of them would hold its own for as long as it is known. */
  shareDevice(device: bigint): bigint {
    const known = this.#getIdentity().device;
    return device === known ? known : device;
  }

  /** Checks the root and every directory above `path`, and says where `path` is. */
  resolve(path: RelativePath, act: string): ResolvedPlace {
    const names = path === ROOT_PATH ? [] : path.split('/');
    if (names[0] === PRIVATE_FOLDER || !names.every((name) => isNameSafe(name, this.#platform))) {
      return { kind: 'failed', error: nameRefusedError(act) };
    }
    const failure = this.findFailure(act);
    if (failure !== undefined) return { kind: 'failed', error: failure };
    try {
      return this.#walk(names, act);
    } catch (error) {
      return { kind: 'failed', error: parseSyncError(error, act) };
    }
  }

  /** Why the root, and with it its private folder, is not the one that was opened; undefined when it is. */
  findFailure(act: string): SyncError | undefined {
    const identity = this.#getIdentity();
    try {
      const stats = this.calls.stat(this.rootPath);
      if (stats === undefined || !stats.isDirectory()) return rootError('local-folder-missing', act);
      const stamp = toLocalStamp(stats);
      const isSame = stamp.device === identity.device && stamp.inode === identity.inode;
      return isSame ? undefined : rootError('local-folder-replaced', act);
    } catch (error) {
      return parseSyncError(error, act);
    }
  }

  #walk(names: readonly string[], act: string): ResolvedPlace {
    let absolutePath = this.rootPath;
    for (const [index, name] of names.entries()) {
      absolutePath = `${absolutePath}/${name}`;
      if (index === names.length - 1) break;
      const stats = this.calls.lstat(absolutePath);
      if (stats === undefined || !stats.isDirectory()) return { kind: 'parent-missing' };
      if (!this.isOnSameDevice(stats.dev)) return { kind: 'failed', error: otherFileSystemError(act) };
    }
    return { kind: 'inside', absolutePath };
  }

  #getIdentity(): LocalStamp {
    if (this.#identity === undefined) throw new Error('the file system is not open');
    return this.#identity;
  }
}

/** The outcome for a place that cannot be touched. */
export function toOutcome(place: Exclude<ResolvedPlace, { kind: 'inside' }>): Outcome<never> {
  return place.kind === 'failed' ? place : refuse('parent-missing');
}

/**
 * False for a name that would not stay one name on its way into the system: half a surrogate pair turns into U+FFFD,
 * and Windows reads `\` and `:` as separators and drops dots and spaces at the end.
 */
function isNameSafe(name: string, platform: NodeJS.Platform): boolean {
  if (!name.isWellFormed()) return false;
  return platform !== 'win32' || !/[\\:]|[. ]$/.test(name);
}
