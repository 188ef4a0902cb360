import { ChokidarWatcher } from './chokidar-watcher.ts';
import { RecursiveWatcher } from './recursive-watcher.ts';
import type { WatcherOptions } from './watched-root.ts';
import type { Watcher } from './watcher.ts';

/** The watcher that suits the system: one handle for the tree where the system can do that, else one per directory. */
export function createWatcher(options: WatcherOptions, platform: NodeJS.Platform = process.platform): Watcher {
  return platform === 'win32' || platform === 'darwin' ? new RecursiveWatcher(options) : new ChokidarWatcher(options);
}
