import type { Stats } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FSWatcher } from 'chokidar';
import { DirectoryStream } from './directory-stream.ts';
import type { WatcherOptions } from './watched-root.ts';
import { WatchedRoot } from './watched-root.ts';
import type { LocalHint, Watcher } from './watcher.ts';

/**
 * Watches every directory of a root, for Linux, where the system watches no trees. Files get no watch of their own: a
 * change of a file is an event of its directory. The queue of the kernel may overflow without a word, so full scans
 * are still needed.
 */
export class ChokidarWatcher implements Watcher {
  readonly #options: WatcherOptions;
  #watcher: FSWatcher | undefined;
  #isReliable = true;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  get isReliable(): boolean {
    return this.#isReliable;
  }

  /** Resolves when all directories that are there now are watched. Rejects when the root cannot be found. */
  async start(onHint: (hint: LocalHint) => void): Promise<void> {
    if (this.#watcher !== undefined) throw new Error('the watcher runs already');
    // A root that is itself a link would be watched as a link.
    const root = new WatchedRoot(await realpath(this.#options.rootPath), this.#options.privateFolder);
    const watcher = createDirectoryWatcher(root);
    this.#watcher = watcher;
    this.#isReliable = true;
    const hint = (absolutePath: string): void => {
      if (this.#watcher === watcher && !root.isPrivate(absolutePath)) onHint(toHint(root, absolutePath));
    };
    watcher.on('raw', (_event, name, details) => {
      const directory = findWatchedPath(details);
      const isPrivate = name !== null && directory !== undefined && root.isPrivate(join(directory, name));
      if (!isPrivate) hint(directory ?? '');
    });
    // In the next turn its watch stands: who lists it because of the hint misses nothing that comes later.
    watcher.on('addDir', (path) => setImmediate(hint, path));
    watcher.on('unlinkDir', (path) => hint(dirname(path)));
    watcher.on('error', (error) => {
      if (!isGone(error)) this.#isReliable = false;
      if (this.#watcher === watcher) onHint({ kind: 'everything' });
    });
    await new Promise<void>((resolve) => {
      watcher.on('ready', resolve);
    });
  }

  async stop(): Promise<void> {
    const watcher = this.#watcher;
    this.#watcher = undefined;
    await watcher?.close();
  }
}

/**
 * Before chokidar asks what shall be ignored, it asks for the stats of every file, of all directories at once: at 100,000
 * files that is 400 MB of memory and 2 s of CPU, for nothing. Here it hears of directories only. It has no option for
 * that, so this takes what it marks as internal; the tests of both watchers and of their memory hold it.
 */
class DirectoryWatcher extends FSWatcher {
  override createScanStream(root: string): DirectoryStream | undefined {
    if (this.closed) return undefined;
    const stream = new DirectoryStream(root);
    // Those that are still open are destroyed at the end.
    this.streams.add(stream);
    stream.once('close', () => this.streams.delete(stream));
    return stream;
  }
}

function createDirectoryWatcher(root: WatchedRoot): FSWatcher {
  const watcher = new DirectoryWatcher({
    backend: 'native',
    ignoreInitial: true,
    // Each of these would hide or hold back what a sync client has to know.
    atomic: false,
    awaitWriteFinish: false,
    alwaysStat: false,
    followSymlinks: false,
    // The first question for each path comes without stats, so only a path that is known to be no directory is ignored.
    ignored: (path: string, stats?: Stats) => root.isPrivate(path) || (stats !== undefined && !stats.isDirectory()),
  });
  return watcher.add(root.path);
}

/** What lies outside is the root's parent: the root itself was renamed, removed or made again. */
function toHint(root: WatchedRoot, absolutePath: string): LocalHint {
  const path = root.findRelativePath(absolutePath);
  return path === undefined ? { kind: 'everything' } : { kind: 'directory', path };
}

function findWatchedPath(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}

/** A directory that vanished while it was being watched needs no watch. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
