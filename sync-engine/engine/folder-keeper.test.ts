import { describe, expect, test } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import { FakeDisk } from '../filesystem/fake-disk.ts';
import { FakeFilesystem } from '../filesystem/fake-filesystem.ts';
import { MemoryLogger } from '../logger/memory-logger.ts';
import type { EngineEvent } from '../core/model/engine-state.ts';
import type { FolderState } from '../core/model/folder-state.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { DatabaseUnusableError } from '../sync-database/database-unusable-error.ts';
import { createInMemoryStorage } from '../sync-database/in-memory-storage.ts';
import { InMemorySyncDatabase } from '../sync-database/in-memory-sync-database.ts';
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
  /** What reading the words that people have left throws. */
  brokenWord: Error | undefined;
  /** So many connections throw when they are closed. */
  brokenClosings = 0;
  readonly watcher = new FakeWatcher();
  readonly logger = new MemoryLogger();
  readonly states: FolderState[] = [];
  readonly disk = new FakeDisk();
  readonly #storage = createInMemoryStorage();

  constructor() {
    this.filesystem = new FakeFilesystem({ clock: this.clock, disk: this.disk });
    this.keeper = new FolderKeeper({
      createEngine: (hasOpened) => {
        this.told.push(hasOpened);
        return this.told.length > this.failingAttempts
          ? { ok: true, value: this.#createEngine(hasOpened) }
          : databaseUnusable('io-error', 'away');
      },
      clock: this.clock,
      random: () => 0.5,
      readNetwork: () => '',
      pollMs: 30_000,
      logger: this.logger,
      onEvent: (event) => this.#hear(event),
      onEnd: () => {},
    });
  }

  #hear(event: EngineEvent): void {
    if (event.type === 'state') this.states.push(event.state);
  }

  async passTime(ms: number): Promise<void> {
    this.disk.advance(BigInt(ms) * 1_000_000n);
    await this.clock.advance(ms);
  }

  #createEngine(isReturnAwaited: boolean): KeptEngine {
    this.openings += 1;
    const transport = new FakeTransport(this.server);
    const close = transport.close.bind(transport);
    transport.close = () => {
      this.brokenClosings -= 1;
      return this.brokenClosings >= 0 ? Promise.reject(new TypeError('a bug at closing')) : close();
    };
    return {
      folder: this.#createFolder(transport, isReturnAwaited),
      transport,
      createWatcher: () => this.watcher,
      createLockKeeper: () => undefined,
      readLeftWord: () =>
        this.brokenWord === undefined ? Promise.resolve(new Set()) : Promise.reject(this.brokenWord),
      countOpenConflicts: () => 0,
      countKeptAway: () => ({ deselected: 0, undecided: 0 }),
      isMarkerThere: () => this.disk.root !== undefined && this.disk.privateTexts.has('folder.json'),
      hurry: () => {},
    };
  }

  #createFolder(transport: FakeTransport, isReturnAwaited: boolean): SyncFolder {
    const { clock, filesystem } = this;
    const isFirst = this.openings === 1;
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
        ...decideSettings({
          traits,
          server: kind,
          refusedNames: [],
          userName: 'Ana',
          excludes: '',
          shouldUploadSecondVersions: true,
          clock,
        }),
        removalLimits: undefined,
      }),
      localRootPath: '/fake',
      databasePath: '/fake.sqlite',
      excludes: '',
      isDryRun: false,
      isFolderAccepted: false,
      isReturnAwaited,
      onEvent: (event) => this.#hear(event),
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

describe('a bug', () => {
  test('stops the folder, is told with its place in the log, and heals itself when the folder is opened anew', async () => {
    const program = new Program();
    const stop = new AbortController();
    const kept = program.keeper.keep(stop.signal);
    await program.passTime(10_000);
    let isBroken = true;
    program.server.faults.onCall = () => {
      if (isBroken) throw new TypeError('a bug');
    };
    program.filesystem.user.writeFile('a.txt', 'a');
    program.watcher.emit({ kind: 'directory', path: '' as RelativePath });
    await program.passTime(5_000);

    expect(program.states.at(-1)).toMatchObject({
      kind: 'stopped',
      verifiedAtMs: expect.any(Number) as number,
      error: { code: 'internal-error', scope: 'sync-folder' },
    });
    expect(program.logger.records).toMatchObject([
      {
        level: 'error',
        event: 'internal-error',
        fields: { stack: expect.stringContaining('folder-keeper.test') as string },
      },
    ]);

    isBroken = false;
    await program.passTime(20_000);

    expect([program.openings, program.server.readFile('a.txt'), program.states.at(-1)?.kind]).toEqual([
      2,
      'a',
      'in-sync',
    ]);
    stop.abort();
    await program.passTime(1_000);
    await kept;
  });

  test('that comes again and again is met ever less often, also where a run ends well before each of them', async () => {
    const program = new Program();
    program.brokenWord = new TypeError('a bug');
    const stop = new AbortController();
    const kept = program.keeper.keep(stop.signal);
    const openings: number[] = [];
    for (let hour = 0; hour < 3; hour += 1) {
      for (let minute = 0; minute < 60; minute += 1) await program.passTime(60_000);
      openings.push(program.openings);
    }

    // After 10 s, 20 s and so on, and then every ten minutes.
    expect(openings.map((count, hour) => count - (openings[hour - 1] ?? 0))).toEqual([11, 6, 6]);
    expect(program.states.map(({ kind }) => kind)).toContain('in-sync');
    stop.abort();
    await program.passTime(1_000);
    await kept;
  });

  test('is tried again at once when a person asks', async () => {
    const program = new Program();
    let isBroken = true;
    program.server.faults.onCall = () => {
      if (isBroken) throw new TypeError('a bug');
    };
    const stop = new AbortController();
    const kept = program.keeper.keep(stop.signal);
    for (let minute = 0; minute < 30; minute += 1) await program.passTime(60_000);
    isBroken = false;
    const before = program.openings;

    program.keeper.lookNow();
    await program.passTime(5_000);

    expect([program.openings - before, program.states.at(-1)?.kind]).toEqual([1, 'in-sync']);
    stop.abort();
    await program.passTime(1_000);
    await kept;
  });

  test('in what goes on beside the runs stops the folder, too', async () => {
    const program = new Program();
    const stop = new AbortController();
    const kept = program.keeper.keep(stop.signal);
    await program.passTime(10_000);

    program.brokenWord = new TypeError('a bug');
    await program.passTime(6_000);

    expect(program.states.at(-1)).toMatchObject({ kind: 'stopped', error: { code: 'internal-error' } });
    stop.abort();
    await program.passTime(1_000);
    await kept;
  });

  test('that keeps the folder from being closed is told, and the next opening finds lock and database free', async () => {
    const program = new Program();
    const stop = new AbortController();
    const kept = program.keeper.keep(stop.signal);
    await program.passTime(10_000);

    program.brokenClosings = 1;
    program.brokenWord = new TypeError('a bug');
    await program.passTime(6_000);
    program.brokenWord = undefined;
    await program.passTime(20_000);

    expect(program.logger.records.map(({ event }) => event)).toEqual(['internal-error', 'internal-error']);
    expect([program.openings, program.states.at(-1)?.kind]).toEqual([2, 'in-sync']);
    stop.abort();
    await program.passTime(1_000);
    await kept;
  });
});

/** A program whose folder is synced, and then comes back after `away` under another number. It runs until the test ends. */
async function runThrough(away: (program: Program) => void | Promise<void>): Promise<Program> {
  const program = new Program();
  const stop = new AbortController();
  const kept = program.keeper.keep(stop.signal);
  program.filesystem.user.writeFile('a.txt', 'a');
  for (let minute = 0; minute < 2; minute += 1) await program.passTime(60_000);
  await away(program);
  for (let minute = 0; minute < 15; minute += 1) await program.passTime(60_000);
  stop.abort();
  await program.passTime(1_000);
  await kept;
  return program;
}

test.each(['nothing', 'empty-directory'] as const)(
  'a disk that was away, leaving %s, and comes back under another number is gone on with by itself',
  async (leaves) => {
    const program = await runThrough(async (gone) => {
      const { disk, filesystem } = gone;
      disk.unmount(leaves);
      await gone.passTime(120_000);
      disk.mount();
      disk.device += 1n;
      filesystem.user.writeFile('a.txt', 'edited');
    });

    expect([program.openings, program.server.snapshot()]).toEqual([2, { 'a.txt': 'edited' }]);
  },
);

test('another disk in its place is not synced before a person says so, whatever marker it has', async () => {
  const program = await runThrough(({ disk, filesystem }) => {
    disk.root = disk.createNode('directory');
    filesystem.user.writeFile('private.txt', 'photos of somebody');
  });

  expect(program.server.snapshot()).toEqual({ 'a.txt': 'a' });
});
