import { createHash } from 'node:crypto';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { KeptLimits } from '#sync-engine/core/guards/kept-retention.ts';
import type { MassRemovalLimits } from '#sync-engine/core/guards/mass-removal.ts';
import { createNameRules } from '#sync-engine/core/merge/names.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import type { LocalScope } from '#sync-engine/discovery/local-discovery.ts';
import type { Decision } from '#sync-engine/core/model/hold.ts';
import { answerHold } from '#sync-engine/engine/decisions.ts';
import type { RunEnd } from '#sync-engine/engine/sync-folder.ts';
import { SyncFolder } from '#sync-engine/engine/sync-folder.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import { MemoryLogger } from '#sync-engine/logger/memory-logger.ts';
import type { InMemoryStorage } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import { createInMemoryStorage, InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import type { SyncDatabase } from '#sync-engine/sync-database/sync-database.ts';
import { FakeServer } from '#sync-engine/transport/fake-server.ts';
import type { FakeTransportOptions } from '#sync-engine/transport/fake-transport.ts';
import { FakeTransport } from '#sync-engine/transport/fake-transport.ts';

/** Time that passes before each run. */
const STEP_MS = 2_000;

interface FakeFolderOptions {
  readonly server?: FakeServer;
  readonly disk?: FakeDisk;
  readonly limits?: MassRemovalLimits;
  readonly keptLimits?: KeptLimits;
}

/** A whole sync folder on a fake disk, a fake server and a virtual clock. The fakes are held to reality elsewhere. */
export class FakeFolder {
  readonly server: FakeServer;
  readonly clock = new FakeClock();
  readonly disk: FakeDisk;
  readonly filesystem: FakeFilesystem;
  readonly events: EngineEvent[] = [];
  transport: FakeTransport;
  /** Names that take no part end with one of these. */
  excludedEndings: readonly string[] = ['~'];
  #storage = createInMemoryStorage();
  readonly #limits: MassRemovalLimits | undefined;
  readonly #keptLimits: KeptLimits | undefined;
  #session: SyncDatabase | undefined;
  #folder: SyncFolder | undefined;
  #nextRandom = 0;
  #transportOptions: FakeTransportOptions = {};

  constructor(options: FakeFolderOptions = {}) {
    this.server = options.server ?? new FakeServer();
    this.disk = options.disk ?? new FakeDisk();
    this.#limits = options.limits;
    this.#keptLimits = options.keptLimits;
    this.filesystem = new FakeFilesystem({ clock: this.clock, disk: this.disk });
    this.transport = new FakeTransport(this.server);
  }

  /** Write transactions of the present session. */
  get writeCount(): number {
    return this.#session?.writeCount ?? 0;
  }

  get user(): FakeFilesystem['user'] {
    return this.filesystem.user;
  }

  /** The sync database as another program would find it. */
  get database(): InMemorySyncDatabase {
    return new InMemorySyncDatabase(this.#storage);
  }

  /** One run of the engine; time goes on before it, so that files have come to rest. */
  async run(scope: LocalScope = { kind: 'everything' }): Promise<RunEnd> {
    await this.passTime(STEP_MS);
    this.#folder ??= await this.#open();
    return this.#folder.run(scope, new AbortController().signal);
  }

  /** Runs until nothing more happens at once. */
  async settle(): Promise<RunEnd> {
    for (let runs = 0; runs < 12; runs += 1) {
      const end = await this.run();
      const isOverSoon = end.kind === 'waiting' && end.delayMs <= STEP_MS;
      if (end.kind !== 'worked' && !isOverSoon) return end;
    }
    throw new Error('does not come to rest');
  }

  /** The process ends and starts again; disk, server and sync database stay. */
  async restart(): Promise<void> {
    await this.#folder?.close();
    this.#folder = undefined;
    this.transport = new FakeTransport(this.server, this.#transportOptions);
  }

  /** The process dies: nothing is closed, and only the system gives the lock back. */
  crash(): void {
    this.#folder = undefined;
    this.disk.isLocked = false;
    this.transport = new FakeTransport(this.server, this.#transportOptions);
  }

  /** From the next start on the same address leads to another server, account or space. */
  set rootIdentity(rootIdentity: string) {
    this.#transportOptions = { description: { rootIdentity } };
  }

  /** A person answers with `bayernbox decisions answer`. */
  async answer(name: string, decision: Decision): Promise<string> {
    return (await answerHold(name, decision, { holds: this.database.listHolds(), filesystem: this.filesystem })).kind;
  }

  /** Lets time pass on the clock and on the disk. */
  async passTime(ms: number): Promise<void> {
    this.disk.advance(BigInt(ms) * 1_000_000n);
    await this.clock.advance(ms);
  }

  /** A copy of the sync database as it is now; given to `restoreDatabase`, it comes back like from a backup. */
  copyDatabase(): InMemoryStorage {
    return structuredClone(this.#storage);
  }

  /** Only while the process does not run. */
  restoreDatabase(copy: InMemoryStorage): void {
    this.#storage = copy;
  }

  #isExcluded(name: string): boolean {
    return this.excludedEndings.some((ending) => name.endsWith(ending));
  }

  async #open(): Promise<SyncFolder> {
    this.#session = new InMemorySyncDatabase(this.#storage);
    const folder = new SyncFolder({
      ports: {
        filesystem: this.filesystem,
        transport: this.transport,
        database: this.#session,
        clock: this.clock,
        // Less than the time that passes before each run: nothing here waits for a clock that stands still.
        quietMs: 500,
        logger: new MemoryLogger(),
        randomId: () =>
          createHash('sha1')
            .update(`random ${this.#nextRandom++}`)
            .digest('hex')
            .slice(0, 16),
      },
      decideSettings: (traits, server) => {
        const names = createNameRules(traits, server.kind);
        return {
          rules: {
            isExcluded: (path) => this.#isExcluded(path),
            isExcludedFully: (path) => path.split('/').some((name) => this.#isExcluded(name)),
            checkForLocal: (name) => names.checkForLocal(name),
            checkForServer: (name) => names.checkForServer(name),
          },
          policy: {
            nameKey: (name) => names.key(name),
            conflictName: ({ name, isTaken }) => {
              for (let number = 1; ; number += 1) if (!isTaken(`${name} (v${number})`)) return `${name} (v${number})`;
            },
          },
          removalLimits: this.#limits,
        };
      },
      localRootPath: '/fake',
      databasePath: '/fake.sqlite',
      excludes: '',
      isDryRun: false,
      isFolderAccepted: false,
      ...(this.#keptLimits === undefined ? {} : { keptLimits: this.#keptLimits }),
      onEvent: (event) => this.events.push(event),
    });
    const opened = await folder.open(new AbortController().signal);
    if (!opened.ok) throw new Error(`cannot open: ${opened.error.code}`);
    return folder;
  }
}
