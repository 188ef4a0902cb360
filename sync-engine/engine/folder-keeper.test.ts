import { expect, test } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import { FakeDisk } from '../filesystem/fake-disk.ts';
import { FakeFilesystem } from '../filesystem/fake-filesystem.ts';
import { MemoryLogger } from '../logger/memory-logger.ts';
import { DatabaseUnusableError } from '../sync-database/database-unusable-error.ts';
import { createInMemoryStorage, InMemorySyncDatabase } from '../sync-database/in-memory-sync-database.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import { FakeServer } from '../transport/fake-server.ts';
import { FakeTransport } from '../transport/fake-transport.ts';
import { FakeWatcher } from '../watcher/fake-watcher.ts';
import { decideSettings } from './create-settings.ts';
import { FolderKeeper } from './folder-keeper.ts';
import { SyncFolder } from './sync-folder.ts';

/** A database whose file was away for a moment: what was opened before never answers again. */
function loseWhen(isLost: () => boolean, database: SyncDatabase): SyncDatabase {
  return new Proxy(database, {
    get(target, name) {
      if (isLost() && name !== 'close') throw new DatabaseUnusableError('io-error', 'stale');
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test('a sync database that does not answer any more is opened anew, and syncing goes on', async () => {
  const [clock, disk, server, storage] = [new FakeClock(), new FakeDisk(), new FakeServer(), createInMemoryStorage()];
  const filesystem = new FakeFilesystem({ clock, disk });
  let openings = 0;
  let isFirstLost = false;
  const keeper = new FolderKeeper({
    createEngine: () => {
      openings += 1;
      const isFirst = openings === 1;
      const transport = new FakeTransport(server);
      const folder = new SyncFolder({
        ports: {
          filesystem,
          transport,
          database: loseWhen(() => isFirst && isFirstLost, new InMemorySyncDatabase(storage)),
          clock,
          logger: new MemoryLogger(),
          randomId: () => crypto.randomUUID(),
        },
        decideSettings: (traits, { kind }) => ({
          ...decideSettings({ traits, server: kind, refusedNames: [], userName: 'Ana', excludes: '', clock }),
          removalLimits: undefined,
        }),
        localRootPath: '/fake',
        databasePath: '/fake.sqlite',
        excludes: '',
        isDryRun: false,
        isFolderAccepted: false,
        onEvent: () => {},
      });
      return {
        ok: true,
        value: {
          folder,
          transport,
          createWatcher: () => new FakeWatcher(),
          readLeftWord: () => Promise.resolve(new Set()),
          countOpenConflicts: () => 0,
          countUndecided: () => 0,
          hurry: () => {},
        },
      };
    },
    clock,
    random: () => 0.5,
    readNetwork: () => '',
    pollMs: 30_000,
    onEvent: () => {},
    onEnd: () => {},
  });
  const passTime = async (ms: number): Promise<void> => {
    disk.advance(BigInt(ms) * 1_000_000n);
    await clock.advance(ms);
  };
  const stop = new AbortController();
  const kept = keeper.keep(stop.signal);
  await passTime(10_000);

  isFirstLost = true;
  filesystem.user.writeFile('a.txt', 'a');
  for (let minute = 0; minute < 3; minute += 1) await passTime(60_000);

  expect([openings, server.readFile('a.txt')]).toEqual([2, 'a']);
  stop.abort();
  await passTime(1_000);
  await kept;
});
