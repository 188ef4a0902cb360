import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChokidarWatcher } from './chokidar-watcher.ts';
import { createWatcher } from './create-watcher.ts';
import { FakeWatcher } from './fake-watcher.ts';
import { RecursiveWatcher } from './recursive-watcher.ts';
import type { WatcherOptions } from './watched-root.ts';
import type { Watcher } from './watcher.ts';

const PRIVATE_FOLDER = '.private';
const PATIENCE = { timeout: 10_000, interval: 20 };

/** A folder with a watcher on it, and the hints it gave as text: a path, or `everything`. */
class WatchedFolder {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'bayernbox-watch-')));
  readonly rootPath = join(this.base, 'root');
  readonly hints: string[] = [];
  readonly #watchers: Watcher[] = [];

  constructor() {
    mkdirSync(join(this.rootPath, PRIVATE_FOLDER), { recursive: true });
  }

  async watch(create: (options: WatcherOptions) => Watcher, rootPath = this.rootPath): Promise<Watcher> {
    const watcher = create({ rootPath, privateFolder: PRIVATE_FOLDER });
    this.#watchers.push(watcher);
    await watcher.start((hint) => this.hints.push(hint.kind === 'directory' ? `/${hint.path}` : 'everything'));
    return watcher;
  }

  write(path: string, content = 'x'): void {
    writeFileSync(join(this.rootPath, path), content);
  }

  makeDirectory(path: string): void {
    mkdirSync(join(this.rootPath, path), { recursive: true });
  }

  /** Waits until a hint covers the path: its directory, one above it that is new, or everything. */
  async expectHint(path: string): Promise<void> {
    await expect.poll(() => this.hints, PATIENCE).toContain(path);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#watchers.map((watcher) => watcher.stop()));
    rmSync(this.base, { recursive: true, force: true });
  }
}

let folder: WatchedFolder;
beforeEach(() => {
  folder = new WatchedFolder();
});
afterEach(() => folder.dispose());

const KINDS: readonly [string, (options: WatcherOptions) => Watcher][] = [
  ['ChokidarWatcher', (options) => new ChokidarWatcher(options)],
  ['RecursiveWatcher', (options) => new RecursiveWatcher(options)],
];

describe.each(KINDS)('%s', (_name, create) => {
  it('hints at the directory of a file that was edited', async () => {
    folder.makeDirectory('docs');
    folder.write('docs/file');
    await folder.watch(create);

    folder.write('docs/file', 'edited');

    await folder.expectHint('/docs');
  });

  it.each(['new', 'backup~', '.hidden', 'x.swp', 'x.tmp', '.bayernbox', 'emoji 🇩🇪'])(
    'hints at the directory of a new file %s',
    async (name) => {
      folder.makeDirectory('docs');
      await folder.watch(create);

      folder.write(`docs/${name}`);

      await folder.expectHint('/docs');
    },
  );

  it('hints at both directories of a rename', async () => {
    folder.makeDirectory('from');
    folder.makeDirectory('to');
    folder.write('from/file');
    await folder.watch(create);

    renameSync(join(folder.rootPath, 'from/file'), join(folder.rootPath, 'to/file'));

    await folder.expectHint('/from');
    await folder.expectHint('/to');
  });

  it('hints at the directory of a file that was removed', async () => {
    folder.makeDirectory('docs');
    folder.write('docs/file');
    await folder.watch(create);

    rmSync(join(folder.rootPath, 'docs/file'));

    await folder.expectHint('/docs');
  });

  it('hints at the directory above one that was removed', async () => {
    folder.makeDirectory('docs/old');
    await folder.watch(create);

    rmSync(join(folder.rootPath, 'docs/old'), { recursive: true });

    await folder.expectHint('/docs');
  });

  it('hints at the root for a new tree that is made at once', async () => {
    await folder.watch(create);

    folder.makeDirectory('a/b/c');
    folder.write('a/b/c/file');

    await folder.expectHint('/');
  });

  it('watches directories that were made later', async () => {
    await folder.watch(create);
    folder.makeDirectory('a/b/c');
    await folder.expectHint('/a/b/c');
    folder.hints.length = 0;

    folder.write('a/b/c/file');

    await folder.expectHint('/a/b/c');
  });

  it('never reports the private folder', async () => {
    await folder.watch(create);

    folder.write(`${PRIVATE_FOLDER}/file`);
    folder.makeDirectory(`${PRIVATE_FOLDER}/kept/1`);
    folder.write(`${PRIVATE_FOLDER}/kept/1/file`);
    folder.makeDirectory('after');

    await folder.expectHint('/');
    expect(folder.hints.filter((hint) => hint.includes(PRIVATE_FOLDER))).toEqual([]);
  });

  it('is silent after it was stopped', async () => {
    const stopped = create({ rootPath: folder.rootPath, privateFolder: PRIVATE_FOLDER });
    const lateHints: unknown[] = [];
    await stopped.start((hint) => lateHints.push(hint));
    await stopped.stop();
    lateHints.length = 0;
    await folder.watch(create);

    folder.write('file');

    await folder.expectHint('/');
    expect(lateHints).toEqual([]);
  });

  it('watches a root that is reached through a link', async () => {
    symlinkSync(folder.rootPath, join(folder.base, 'link'));
    await folder.watch(create, join(folder.base, 'link'));

    folder.write('file');

    await folder.expectHint('/');
  });

  it('rejects a root that is not there', async () => {
    await expect(folder.watch(create, join(folder.base, 'nothing'))).rejects.toThrow('ENOENT');
  });

  it('cannot be started twice', async () => {
    const watcher = await folder.watch(create);

    await expect(watcher.start(() => {})).rejects.toThrow('already');
    expect(watcher.isReliable).toBe(true);
  });
});

describe('ChokidarWatcher', () => {
  const create = (options: WatcherOptions) => new ChokidarWatcher(options);

  it('hints at every one of many new directories that are filled at once', async () => {
    await folder.watch(create);
    const directories = Array.from({ length: 40 }, (_, index) => `new/${index % 4}/${index}`);

    for (const directory of directories) {
      folder.makeDirectory(directory);
      for (let index = 0; index < 50; index += 1) folder.write(`${directory}/${index}`);
    }

    await expect.poll(() => directories.filter((path) => !folder.hints.includes(`/${path}`)), PATIENCE).toEqual([]);
  });

  it('hints at a directory under its new name and goes on watching below it', async () => {
    folder.makeDirectory('old/below');
    await folder.watch(create);
    renameSync(join(folder.rootPath, 'old'), join(folder.rootPath, 'renamed'));
    await folder.expectHint('/');
    await folder.expectHint('/renamed/below');
    folder.hints.length = 0;

    folder.write('renamed/below/file');

    await folder.expectHint('/renamed/below');
  });

  it('does not follow links', async () => {
    mkdirSync(join(folder.base, 'outside'));
    symlinkSync(join(folder.base, 'outside'), join(folder.rootPath, 'link'));
    await folder.watch(create);

    writeFileSync(join(folder.base, 'outside/file'), 'x');
    folder.makeDirectory('after');

    await folder.expectHint('/after');
    expect(folder.hints.filter((hint) => hint.startsWith('/link'))).toEqual([]);
  });

  it('asks to look at everything when the root itself goes away', async () => {
    await folder.watch(create);

    renameSync(folder.rootPath, join(folder.base, 'moved'));

    await folder.expectHint('everything');
  });
});

describe('createWatcher', () => {
  it.each([
    ['linux', ChokidarWatcher],
    ['darwin', RecursiveWatcher],
    ['win32', RecursiveWatcher],
  ] as const)('suits %s', (platform, expected) => {
    expect(createWatcher({ rootPath: '/', privateFolder: PRIVATE_FOLDER }, platform)).toBeInstanceOf(expected);
  });
});

describe('FakeWatcher', () => {
  it('reports only while it runs', async () => {
    const watcher = new FakeWatcher();
    const hints: unknown[] = [];
    watcher.emit({ kind: 'everything' });
    await watcher.start((hint) => hints.push(hint));
    watcher.emit({ kind: 'everything' });
    await watcher.stop();
    watcher.emit({ kind: 'everything' });

    expect(hints).toEqual([{ kind: 'everything' }]);
    expect(watcher.isRunning).toBe(false);
  });
});
