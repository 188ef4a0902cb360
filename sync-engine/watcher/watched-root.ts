import { sep } from 'node:path';
import type { RelativePath } from '../core/model/relative-path.ts';
import { isInside, parentPath, parseRelativePath } from '../core/model/relative-path.ts';

/** What every watcher of a local root is made for. */
export interface WatcherOptions {
  /** Absolute path of the local root. */
  readonly rootPath: string;
  /** The folder right below the root that is never reported. */
  readonly privateFolder: string;
}

/** Tells where absolute paths lie in a watched root. */
export class WatchedRoot {
  readonly path: string;
  readonly #privatePath: RelativePath;

  constructor(path: string, privateFolder: string) {
    const privatePath = parseRelativePath(privateFolder);
    if (privatePath === undefined || parentPath(privatePath) !== '') throw new RangeError('not a name of a folder');
    this.path = path;
    this.#privatePath = privatePath;
  }

  /** Undefined for a path outside the root, and for one that is no name after name. */
  findRelativePath(absolutePath: string): RelativePath | undefined {
    if (absolutePath === this.path) return parseRelativePath('');
    const prefix = this.path.endsWith(sep) ? this.path : `${this.path}${sep}`;
    if (!absolutePath.startsWith(prefix)) return undefined;
    return parseRelativePath(absolutePath.slice(prefix.length).replaceAll(sep, '/'));
  }

  /** True for the private folder and everything in it. */
  isPrivate(absolutePath: string): boolean {
    const path = this.findRelativePath(absolutePath);
    return path !== undefined && isInside(path, this.#privatePath);
  }
}
