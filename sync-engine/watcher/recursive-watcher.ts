import type { FSWatcher } from 'node:fs';
import { lstatSync, watch } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WatcherOptions } from './watched-root.ts';
import { WatchedRoot } from './watched-root.ts';
import type { LocalHint, Watcher } from './watcher.ts';

/**
 * Watches a whole root by one handle, for Windows and macOS: a handle for each directory would there keep people from
 * renaming directories, or use up the descriptors.
 */
export class RecursiveWatcher implements Watcher {
  readonly #options: WatcherOptions;
  #watcher: FSWatcher | undefined;
  #isReliable = true;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  get isReliable(): boolean {
    return this.#isReliable;
  }

  /** Rejects when the root cannot be watched at all. */
  async start(onHint: (hint: LocalHint) => void): Promise<void> {
    if (this.#watcher !== undefined) throw new Error('the watcher runs already');
    const root = new WatchedRoot(await realpath(this.#options.rootPath), this.#options.privateFolder);
    const watcher = watch(root.path, { recursive: true });
    this.#watcher = watcher;
    this.#isReliable = true;
    watcher.on('change', (_event, name) => {
      if (this.#watcher === watcher) reportChange(root, name, onHint);
    });
    watcher.on('error', () => {
      // Also how Windows tells that the root was removed. The handle is of no more use.
      this.#isReliable = false;
      if (this.#watcher === watcher) onHint({ kind: 'everything' });
    });
  }

  async stop(): Promise<void> {
    this.#watcher?.close();
    this.#watcher = undefined;
  }
}

/** Without a name the system lost track of what changed. */
function reportChange(root: WatchedRoot, name: unknown, onHint: (hint: LocalHint) => void): void {
  const absolutePath = typeof name === 'string' ? join(root.path, name) : undefined;
  if (absolutePath === undefined || absolutePath === root.path) {
    onHint({ kind: 'everything' });
    return;
  }
  if (root.isPrivate(absolutePath)) return;
  const directories = isDirectory(absolutePath) ? [dirname(absolutePath), absolutePath] : [dirname(absolutePath)];
  for (const directory of directories) {
    const path = root.findRelativePath(directory);
    onHint(path === undefined ? { kind: 'everything' } : { kind: 'directory', path });
  }
}

/** Systems join events: one for a directory may stand for any change in it. What cannot be seen is its parent's matter. */
function isDirectory(absolutePath: string): boolean {
  try {
    return lstatSync(absolutePath, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
