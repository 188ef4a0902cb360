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
import { databaseUnusable } from './database-failure.ts';
import type { KeptEngine } from './folder-keeper.ts';
import { FolderKeeper } from './folder-keeper.ts';
import { SyncFolder } from './sync-folder.ts';

/** Calls for which no database has to answer. */
const WITHOUT_ANSWER: ReadonlySet<string | symbol> = new Set(['close', 'forgetRead']);

/** A database whose file was away for a moment: what was opened before never answers again. */
function loseWhen(isLost: () => boolean, database: SyncDatabase): SyncDatabase {
  return new Proxy(database, {
    get(target, name) {
      if (isLost() && !WITHOUT_ANSWER.has(name)) throw new DatabaseUnusableError('io-error', 'stale');
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => Reflect.apply(value, target, args);
    },
  });
}

/** A program whose first sync database can be lost while it runs. */
class Program {
  readonly clock = new FakeClock();
  readonly server = new FakeServer();
  readonly filesystem: FakeFilesystem;
  readonly keeper: FolderKeeper;
  openings = 0;
  /** What each attempt was told: whether the folder was open before. */
  readonly told: boolean[] = [];
  failingAttempts = 0;
  isFirstLost = false;
  readonly #disk = new FakeDisk();
  readonly #storage = createInMemoryStorage();

  constructor() {
    this.filesystem = new FakeFilesystem({ clock: this.clock, disk: this.#disk });
    this.keeper = new FolderKeeper({
      createEngine: (hasOpened) => {
        this.told.push(hasOpened);
        return this.told.length > this.failingAttempts
          ? { ok: true, value: this.#createEngine() }
          : databaseUnusable('io-error', 'away');
      },
      clock: this.clock,
      random: () => 0.5,
      readNetwork: () => '',
      pollMs: 30_000,
      onEvent: () => {},
      onEnd: () => {},
    });
  }

  async passTime(ms: number): Promise<void> {
    this.#disk.advance(BigInt(ms) * 1_000_000n);
    await this.clock.advance(ms);
  }

  #createEngine(): KeptEngine {
    this.openings += 1;
    const transport = new FakeTransport(this.server);
    return {
      folder: this.#createFolder(transport, this.openings === 1),
      transport,
      createWatcher: () => new FakeWatcher(),
      readLeftWord: () => Promise.resolve(new Set()),
      countOpenConflicts: () => 0,
      countUndecided: () => 0,
      hurry: () => {},
    };
  }

  #createFolder(transport: FakeTransport, isFirst: boolean): SyncFolder {
    const { clock, filesystem } = this;
    return new SyncFolder({
      ports: {
        filesystem,
        transport,
        database: loseWhen(() => isFirst && this.isFirstLost, new InMemorySyncDatabase(this.#storage)),
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
  }
}

test('a sync database that does not answer any more is opened anew, and syncing goes on', async () => {
  const program = new Program();
  const stop = new AbortController();
  const kept = program.keeper.keep(stop.signal);
  await program.passTime(10_000);

  program.isFirstLost = true;
  program.filesystem.user.writeFile('a.txt', 'a');
  for (let minute = 0; minute < 3; minute += 1) await program.passTime(60_000);

  expect([program.openings, program.server.readFile('a.txt')]).toEqual([2, 'a']);
  stop.abort();
  await program.passTime(1_000);
  await kept;
});

test('what a person said about the first opening counts until the folder has been open once, and not again', async () => {
  const program = new Program();
  program.failingAttempts = 1;
  const stop = new AbortController();
  const kept = program.keeper.keep(stop.signal);
  for (let minute = 0; minute < 3; minute += 1) await program.passTime(60_000);
  const before = [...program.told];

  program.isFirstLost = true;
  program.filesystem.user.writeFile('a.txt', 'a');
  for (let minute = 0; minute < 3; minute += 1) await program.passTime(60_000);

  expect([before, program.told, program.keeper.hasOpened]).toEqual([[false, false], [false, false, true], true]);
  stop.abort();
  await program.passTime(1_000);
  await kept;
});
