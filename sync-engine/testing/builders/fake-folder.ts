import { createHash } from 'node:crypto';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { KeptLimits } from '#sync-engine/core/guards/kept-retention.ts';
import type { MassRemovalLimits } from '#sync-engine/core/guards/mass-removal.ts';
import { conflictName } from '#sync-engine/core/merge/name-conflict.ts';
import { createNameRules } from '#sync-engine/core/merge/names.ts';
import type { ServerKind } from '#sync-engine/core/merge/names.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import type { FolderState } from '#sync-engine/core/model/folder-state.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { SelectionAct } from '#sync-engine/core/model/selection.ts';
import type { LocalScope } from '#sync-engine/discovery/local-discovery.ts';
import { INTERNAL_ERROR } from '#sync-engine/engine/internal-error.ts';
import type { PathInput } from '#sync-engine/engine/visiting/inspect-path.ts';
import { inspectPath } from '#sync-engine/engine/visiting/inspect-path.ts';
import type { FolderSettings } from '#sync-engine/engine/parts.ts';
import type { GiveWay } from '#sync-engine/engine/slices.ts';
import type { Decision } from '#sync-engine/core/model/hold.ts';
import { takeBack } from '#sync-engine/engine/guarding/false-alarms.ts';
import { LockKeeper } from '#sync-engine/engine/locking/lock-keeper.ts';
import { OwnLocks } from '#sync-engine/engine/locking/own-locks.ts';
import { answerHold } from '#sync-engine/engine/visiting/decisions.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import { SyncFolder } from '#sync-engine/engine/sync-folder.ts';
import type { Why } from '#sync-engine/engine/visiting/why.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import type { FilesystemTraits } from '#sync-engine/filesystem/filesystem.ts';
import { MemoryLogger } from '#sync-engine/logger/memory-logger.ts';
import type { InMemoryStorage } from '#sync-engine/sync-database/in-memory-storage.ts';
import { createInMemoryStorage } from '#sync-engine/sync-database/in-memory-storage.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import type { SyncDatabase } from '#sync-engine/sync-database/sync-database.ts';
import { FakeServer } from '#sync-engine/transport/fake-server.ts';
import type { FakeTransportOptions } from '#sync-engine/transport/fake-transport.ts';
import { FakeTransport } from '#sync-engine/transport/fake-transport.ts';
import type { ArchiveLimits } from '#sync-engine/transport/transport.ts';

/** More than any case of ours takes to come to rest. */
const MAX_RUNS = 40;

/** Time that passes before each run. */
const STEP_MS = 2_000;

interface FakeFolderOptions {
  readonly server?: FakeServer;
  readonly disk?: FakeDisk;
  readonly limits?: MassRemovalLimits;
  readonly keptLimits?: KeptLimits;
  /** Files above this size are sent in resumable pieces of it. */
  readonly pieceBytes?: number;
  /** Of the server's archive service; none when absent. */
  readonly archiveLimits?: ArchiveLimits;
  /** ownCloud 10 when absent. */
  readonly serverKind?: ServerKind;
  /** How large files are uploaded. */
  readonly uploads?: 'tus';
  /** Whether files can be locked on the server; they can when absent. */
  readonly hasLocks?: boolean;
  /** The server finds items by their names. */
  readonly hasSearch?: boolean;
  /** So much of what is new is planned for at once. */
  readonly portionItems?: number;
  /** Second versions are called as in the product, not `a.txt (v1)`. */
  readonly hasProductNames?: boolean;
  readonly giveWay?: GiveWay;
  /** Stands between the engine and its sync database. */
  readonly wrapDatabase?: (database: SyncDatabase) => SyncDatabase;
}

/** A whole sync folder on a fake disk, a fake server and a virtual clock. The fakes are held to reality elsewhere. */
export class FakeFolder {
  readonly server: FakeServer;
  readonly clock = new FakeClock();
  readonly disk: FakeDisk;
  readonly filesystem: FakeFilesystem;
  readonly events: EngineEvent[] = [];
  transport: FakeTransport;
  /** How often memory was given back to the system. */
  memoryReturns = 0;
  /** Called with every event while it is told. */
  onEvent: (event: EngineEvent) => void = () => {};
  /** Names that take no part end with one of these. */
  excludedEndings: readonly string[] = ['~'];
  /** Of the open folder. */
  createLockKeeper: () => LockKeeper = () => {
    throw new Error('nothing has run yet');
  };
  /** From the next opening on. */
  shouldUploadSecondVersions = true;
  /** Names that the server says it refuses. */
  refusedNames: readonly string[] = [];
  #storage = createInMemoryStorage();
  readonly #limits: MassRemovalLimits | undefined;
  readonly #pieceBytes: number | undefined;
  readonly #archiveLimits: ArchiveLimits | undefined;
  readonly #hasSearch: boolean;
  readonly #wrapDatabase: (database: SyncDatabase) => SyncDatabase;
  readonly #keptLimits: KeptLimits | undefined;
  readonly #portionItems: number | undefined;
  readonly #hasProductNames: boolean;
  readonly #giveWay: GiveWay | undefined;
  #session: SyncDatabase | undefined;
  #folder: SyncFolder | undefined;
  #settings: FolderSettings | undefined;
  #nextRandom = 0;
  #transportOptions: FakeTransportOptions;

  constructor(options: FakeFolderOptions = {}) {
    this.server = options.server ?? new FakeServer();
    this.disk = options.disk ?? new FakeDisk();
    this.#limits = options.limits;
    this.#keptLimits = options.keptLimits;
    this.#portionItems = options.portionItems;
    this.#hasProductNames = options.hasProductNames ?? false;
    this.#giveWay = options.giveWay;
    this.#pieceBytes = options.pieceBytes;
    this.#archiveLimits = options.archiveLimits;
    this.#hasSearch = options.hasSearch ?? false;
    this.#wrapDatabase = options.wrapDatabase ?? ((database) => database);
    const { hasLocks = true, uploads = 'chunking-ng', serverKind: kind = 'owncloud10' } = options;
    this.#transportOptions = { hasLocks, description: { kind, uploads } };
    this.filesystem = new FakeFilesystem({ clock: this.clock, disk: this.disk });
    this.transport = this.#connect();
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

  /** What the engine says of the folder now. */
  get state(): FolderState {
    if (this.#folder === undefined) throw new Error('nothing has run yet');
    return this.#folder.state;
  }

  /** A hint comes. */
  noticeChange(): void {
    this.#folder?.noticeChange();
  }

  /** The engine's own object, opened if need be. */
  async open(): Promise<SyncFolder> {
    this.#folder ??= await this.#open();
    return this.#folder;
  }

  /** One run of the engine; time goes on before it, so that files have come to rest. */
  async run(scope: LocalScope = { kind: 'everything' }): Promise<RunEnd> {
    await this.passTime(STEP_MS);
    this.#folder ??= await this.#open();
    return this.#folder.run(scope, new AbortController().signal);
  }

  /** A run that a person stops right away. */
  async runStopped(): Promise<RunEnd> {
    this.#folder ??= await this.#open();
    return this.#folder.run({ kind: 'everything' }, AbortSignal.abort());
  }

  /** A bug has ended the last run. */
  async breakDown(): Promise<void> {
    const folder = await this.open();
    folder.noteBug(INTERNAL_ERROR);
  }

  /** Looks at both sides and does nothing. */
  async look(): Promise<void> {
    await this.passTime(STEP_MS);
    this.#folder ??= await this.#open();
    await this.#folder.look({ kind: 'everything' }, new AbortController().signal);
  }

  /** What the engine answers to `why`, from outside and without asking the server. */
  async why(path: string, database: SyncDatabase = this.database): Promise<Why | undefined> {
    return inspectPath(path as RelativePath, this.inspectInput(database));
  }

  inspectInput(database: SyncDatabase = this.database): PathInput {
    if (this.#settings === undefined) throw new Error('nothing has run yet');
    const { signal } = new AbortController();
    return {
      filesystem: this.filesystem,
      database,
      history: database,
      settings: this.#settings,
      newToken: 'why',
      nowMs: this.clock.nowMs(),
      signal,
    };
  }

  /** Runs until nothing more happens at once. */
  async settle(): Promise<RunEnd> {
    for (let runs = 0; runs < MAX_RUNS; runs += 1) {
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
    this.transport = this.#connect();
  }

  /** The process dies: nothing is closed, and only the system gives the lock back. */
  crash(): void {
    this.#folder = undefined;
    this.disk.isLocked = false;
    this.transport = this.#connect();
  }

  /** From the next start on the same address leads to another server, account or space. */
  set rootIdentity(rootIdentity: string) {
    this.#transportOptions = { description: { rootIdentity } };
  }

  /** A person answers with `bayernbox decisions answer`. */
  async answer(name: string, decision: Decision): Promise<string> {
    return (await answerHold(name, decision, { holds: this.database.listHolds(), filesystem: this.filesystem })).kind;
  }

  /** A person takes back with `bayernbox decisions forget` what was called meant. */
  async forgetFalseAlarms(): Promise<void> {
    const alarms = this.database.listFalseAlarms();
    for (const alarm of alarms) await takeBack(alarm, { alarms, filesystem: this.filesystem });
  }

  /** A person chooses what of the server's tree shall be here; the next run takes it in. */
  async choose(...acts: readonly SelectionAct[]): Promise<void> {
    const chosen = await (await this.open()).selection.choose(acts);
    if (!chosen.ok) throw new Error(`cannot choose: ${chosen.error.code}`);
  }

  deselect(...paths: readonly string[]): Promise<void> {
    return this.choose(...paths.map((path) => this.#toAct('deselect', path)));
  }

  select(...paths: readonly string[]): Promise<void> {
    return this.choose(...paths.map((path) => this.#toAct('select', path)));
  }

  #toAct(kind: 'select' | 'deselect', path: string): SelectionAct {
    return { kind, fileId: this.server.getEntry(path).fileId, path: path as RelativePath };
  }

  /** Lets time pass on the clock and on the disk. */
  async passTime(ms: number): Promise<void> {
    this.disk.advance(BigInt(ms) * 1_000_000n);
    await this.clock.advance(ms);
  }

  #connect(): FakeTransport {
    const bytes = this.#pieceBytes;
    const pieces = bytes === undefined ? {} : { resumableAboveBytes: bytes, pieceBytes: bytes };
    const [archiveLimits, hasSearch] = [this.#archiveLimits, this.#hasSearch];
    return new FakeTransport(this.server, { ...this.#transportOptions, ...pieces, archiveLimits, hasSearch });
  }

  /** A copy of the sync database as it is now; given to `restoreDatabase`, it comes back like from a backup. */
  copyDatabase(): InMemoryStorage {
    return structuredClone(this.#storage);
  }

  /** Only while the process does not run. */
  restoreDatabase(copy: InMemoryStorage): void {
    this.#storage = copy;
  }

  /** Something happens to the sync database that is no write of ours. */
  damageDatabase(act: (storage: InMemoryStorage) => void): void {
    act(this.#storage);
  }

  /** Only while the process does not run: the sync database is made anew. */
  loseDatabase(): void {
    this.#storage = createInMemoryStorage();
  }

  #isExcluded(name: string): boolean {
    return this.excludedEndings.some((ending) => name.endsWith(ending));
  }

  async #open(): Promise<SyncFolder> {
    this.#session = this.#wrapDatabase(new InMemorySyncDatabase(this.#storage));
    const { transport, clock } = this;
    const ownLocks = new OwnLocks({ transport, database: this.#session, clock });
    let keeper: LockKeeper | undefined;
    const folder = new SyncFolder({
      ports: {
        filesystem: this.filesystem,
        transport: this.transport,
        database: this.#session,
        clock: this.clock,
        // Less than the time that passes before each run: nothing here waits for a clock that stands still.
        quietMs: 500,
        logger: new MemoryLogger(),
        returnMemory: () => (this.memoryReturns += 1),
        ownLocks,
        ...(this.#portionItems === undefined ? {} : { portionItems: this.#portionItems }),
        ...(this.#giveWay === undefined ? {} : { giveWay: this.#giveWay }),
        randomId: () =>
          createHash('sha1')
            .update(`random ${this.#nextRandom++}`)
            .digest('hex')
            .slice(0, 16),
      },
      decideSettings: (traits, server) => {
        this.#settings = this.#decide(traits, server.kind);
        return this.#settings;
      },
      localRootPath: '/fake',
      databasePath: '/fake.sqlite',
      // Whatever rules are decided by.
      excludes: [...this.excludedEndings, ...this.refusedNames].join('\n'),
      isDryRun: false,
      isFolderAccepted: false,
      ...(this.#keptLimits === undefined ? {} : { keptLimits: this.#keptLimits }),
      onEvent: (event) => {
        this.events.push(event);
        this.onEvent(event);
      },
      onOwnerFile: (path) => keeper?.addHint({ kind: 'directory', path }),
    });
    const isAtRest = (): boolean => folder.state.kind === 'in-sync';
    const takesPart = (path: RelativePath): boolean => folder.takesPart(path);
    this.createLockKeeper = () =>
      (keeper = new LockKeeper({ filesystem: this.filesystem, locks: ownLocks, clock, isAtRest, takesPart }));
    const opened = await folder.open(new AbortController().signal);
    if (!opened.ok) throw new Error(`cannot open: ${opened.error.code}`);
    return folder;
  }

  #whoAndWhen() {
    return { userName: 'Ana', timeMs: this.clock.nowMs(), timeZoneOffsetMinutes: 0 };
  }

  #decide(traits: FilesystemTraits, server: ServerKind): FolderSettings {
    const names = createNameRules(traits, server, this.refusedNames);
    return {
      rules: {
        isExcluded: (path) => this.#isExcluded(path),
        isExcludedFully: (path) => path.split('/').some((name) => this.#isExcluded(name)),
        findPattern: (path) => path.split('/').find((name) => this.#isExcluded(name)),
        checkForLocal: (name) => names.checkForLocal(name),
        checkForServer: (name) => names.checkForServer(name),
        findNameFault: (name, side) => names.findFault(name, side),
      },
      policy: {
        nameKey: (name) => names.key(name),
        conflictName: (request) => {
          if (this.#hasProductNames) return conflictName({ ...request, ...this.#whoAndWhen() });
          const { name, isTaken } = request;
          for (let number = 1; ; number += 1) if (!isTaken(`${name} (v${number})`)) return `${name} (v${number})`;
        },
      },
      removalLimits: this.#limits,
      shouldUploadSecondVersions: this.shouldUploadSecondVersions,
    };
  }
}
