import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import type { ProblemCode } from '#sync-engine/core/model/problem.ts';
import type { LocalScope } from '#sync-engine/discovery/local-discovery.ts';
import { decidePolicy, decideRules } from '#sync-engine/engine/create-settings.ts';
import { LockKeeper } from '#sync-engine/engine/locking/lock-keeper.ts';
import { OwnLocks } from '#sync-engine/engine/locking/own-locks.ts';
import type { FolderPorts } from '#sync-engine/engine/parts.ts';
import type { FolderRules } from '#sync-engine/engine/opening/folder-rules.ts';
import type { Trust } from '#sync-engine/engine/looking/observe.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import type { GiveWay } from '#sync-engine/engine/slices.ts';
import type { SyncFolderInput } from '#sync-engine/engine/sync-folder.ts';
import { SyncFolder } from '#sync-engine/engine/sync-folder.ts';
import { syncUntilEqual } from '#sync-engine/engine/sync-until-equal.ts';
import { watchLoop } from '#sync-engine/engine/watching/watch-loop.ts';
import type { Logger } from '#sync-engine/logger/logger.ts';
import type { Transport } from '#sync-engine/transport/transport.ts';
import { FakeWatcher } from '#sync-engine/watcher/fake-watcher.ts';
import type { LocalHint } from '#sync-engine/watcher/watcher.ts';
import { withOwnerFiles } from './locking.ts';
import type { PortSetting, PortWorld } from './port-setting.ts';
import { ProcessDied } from './port-setting.ts';
import type { TurnOwner } from './scheduler.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import { createSimulatedDatabase } from './simulated-database.ts';
import { createSimulatedFilesystem } from './simulated-filesystem.ts';
import { createSimulatedTransport } from './simulated-transport.ts';

/** What is told of places here that could not be read, and are read again in the next run. */
const UNREAD_HERE: ReadonlySet<string> = new Set<ProblemCode>([
  'local-access-denied',
  'local-file-busy',
  'local-io-error',
  'disk-full',
]);

/** What is told of the server and hides nothing: all of it has been seen. */
const KEPT_APART: ReadonlySet<string> = new Set<ProblemCode>(['name-clash', 'kept-for-unsynced-content']);

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** One life of the program on a computer: the whole real engine on simulated ports. It can die at any turn. */
export class SimulatedProcess implements TurnOwner {
  readonly name: string;
  readonly clock: FakeClock;
  readonly watcher = new FakeWatcher();
  /** Owner of requests on their way: they may outlive the program. */
  readonly connection: TurnOwner;
  isDead = false;
  hasEnded = false;
  /** The next write of the database is the last thing this program does. */
  dyingInDatabase: 'before' | 'after' | undefined;
  lastEnd: RunEnd | undefined;
  /** The world's change count at the start of the last run that found nothing to do. */
  provenAtChange = -1;
  readonly #life = new AbortController();
  readonly #computer: SimulatedComputer;
  readonly #world: PortWorld;
  #changeAtLook = -1;
  /** Hints that the watcher gives, those of them that have arrived, and those that a run could take in. */
  #hintsGiven = 0;
  #hintsHeard = 0;
  #hintsTaken = 0;
  #transport: Transport | undefined;

  constructor(computer: SimulatedComputer, world: PortWorld, nowMs: number) {
    this.name = `computer ${computer.number}`;
    this.connection = { name: this.name, isDead: false };
    this.clock = new FakeClock(nowMs + computer.wallOffsetMs);
    this.#computer = computer;
    this.#world = world;
  }

  /** Requests of this program so far. */
  get requestCount(): number {
    return this.#transport?.requestCount ?? 0;
  }

  /** Aborts when the program is no more. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  start(): void {
    void this.#main();
  }

  /** The watcher gives a hint, which arrives some turns from now. */
  hint(hint: LocalHint): void {
    this.#hintsGiven += 1;
    void this.#world.scheduler.turn(this, 'hint').then(() => {
      this.#hintsHeard += 1;
      this.watcher.emit(hint);
    });
  }

  /** Ends in the middle of whatever it does. Requests that are on their way may still arrive. */
  die(keepsRequests: boolean): void {
    this.#world.scheduler.kill(this);
    if (!keepsRequests) this.#world.scheduler.kill(this.connection);
    this.#computer.disk.isLocked = false;
    this.#life.abort();
  }

  async #main(): Promise<void> {
    try {
      const end = await this.#live();
      if (end !== undefined) this.#onEnd(end);
    } catch (error) {
      if (!(error instanceof ProcessDied)) this.#world.fail(error);
    }
    this.hasEnded = true;
  }

  async #live(): Promise<RunEnd | undefined> {
    const { settings } = this.#computer;
    const setting = { process: this, computer: this.#computer, world: this.#world };
    const transport = createSimulatedTransport(setting);
    this.#transport = transport;
    const input = this.#toInput(setting, transport);
    const folder = new WatchedFolder(input, {
      onRun: () => (this.#hintsTaken = this.#hintsHeard),
      onLook: (scope) => this.#onLook(scope),
    });
    const opened = await folder.open(this.life);
    if (!opened.ok) {
      await folder.close();
      return { kind: 'stopped', error: opened.error };
    }
    if (settings.isWatching) {
      await watchLoop({
        folder,
        watcher: this.watcher,
        lockKeeper: this.#createLockKeeper(input.ports, folder),
        transport,
        clock: this.clock,
        hasPush: settings.hasPush,
        pollMs: settings.pollMs,
        random: () => 0.5,
        readNetwork: () => '',
        onEnd: (end) => this.#onEnd(end),
        signal: this.life,
      });
      return undefined;
    }
    const end = await syncUntilEqual(folder, this.clock, this.life);
    await folder.close();
    return end;
  }

  #createLockKeeper({ ownLocks, filesystem }: FolderPorts, folder: SyncFolder): LockKeeper | undefined {
    if (ownLocks === undefined) return undefined;
    const seen = withOwnerFiles(filesystem, this.#computer);
    return new LockKeeper({
      filesystem: seen,
      locks: ownLocks,
      clock: this.clock,
      isAtRest: () => folder.state.kind === 'in-sync',
      takesPart: (path) => folder.takesPart(path),
    });
  }

  #toInput(setting: PortSetting, transport: Transport): SyncFolderInput {
    const { settings } = this.#computer;
    const { portionItems } = this.#world.pace;
    const database = createSimulatedDatabase(setting);
    return {
      ports: {
        filesystem: createSimulatedFilesystem(setting),
        transport,
        database,
        clock: this.clock,
        logger: SILENT,
        randomId: () => this.#world.newRandomId(),
        leastArchivedFiles: 2,
        ...(portionItems === undefined ? {} : { portionItems }),
        ...(settings.locksOpenFiles ? { ownLocks: new OwnLocks({ transport, database, clock: this.clock }) } : {}),
        giveWay: this.#createGiveWay(),
      },
      decideSettings: (traits, server) => {
        const options = {
          traits,
          server: server.kind,
          refusedNames: server.refusedNames,
          userName: 'Ana',
          excludes: '',
          clock: this.clock,
        };
        const computer = this.#computer;
        const { keepsSecondVersions, mutation } = this.#world;
        const areHeld = mutation !== 'removals-not-held';
        return {
          rules: findRules(options),
          policy: decidePolicy(options),
          shouldUploadSecondVersions: !keepsSecondVersions || mutation === 'second-versions-sent',
          // A person's word is for what was asked: it is over when all is at rest, not when the program ends.
          get removalLimits() {
            return areHeld && !computer.areRemovalsAllowed ? settings.removalLimits : undefined;
          },
        };
      },
      localRootPath: '/simulated',
      databasePath: '/simulated.sqlite',
      excludes: '',
      isDryRun: false,
      isFolderAccepted: false,
      onEvent: (event) => this.#onEvent(event),
    };
  }

  /** Whatever may happen between two turns of the world may happen in the middle of a computation. */
  #createGiveWay(): GiveWay {
    const { scheduler, pace } = this.#world;
    let steps = 0;
    return () => {
      steps += 1;
      if (pace.stepsInSlice === undefined || steps % pace.stepsInSlice !== 0) return undefined;
      return scheduler.turn(this, 'goes on computing');
    };
  }

  /**
   * Where hints get lost, only a look at everything proves that there is nothing left to do. Else a hinted one does, too,
   * unless a hint is still on its way: then the engine looks again when it arrives, and has not said that all is in sync.
   */
  #onLook({ kind }: LocalScope): void {
    const isEachHintTaken = this.#computer.settings.lostHintsPercent === 0 && this.#hintsTaken === this.#hintsGiven;
    const isProof = kind === 'everything' || isEachHintTaken;
    this.#changeAtLook = isProof ? this.#world.changeCount : -1;
    if (isProof) this.#world.checks.onWholeLook(this.#computer);
  }

  #onEvent(event: EngineEvent): void {
    if (this.isDead) return;
    const words = describe(event);
    if (words !== undefined) this.#world.scheduler.note(`${this.name}  ${words}`);
    this.#world.checks.onEvent(this.#computer, event);
  }

  #onEnd(end: RunEnd): void {
    if (this.isDead) return;
    this.lastEnd = end;
    if (end.kind !== 'worked') this.#world.scheduler.note(`${this.name}  ${describeEnd(end)}`);
    if (end.kind !== 'idle' || this.#changeAtLook === -1) return;
    // Whoever could not see all of a side has proved nothing yet. (What is no error keeps a side from being seen on purpose.)
    const isBlind = end.problems.some(({ side, code }) =>
      side === 'remote' ? !KEPT_APART.has(code) : UNREAD_HERE.has(code),
    );
    if (!isBlind) this.provenAtChange = this.#changeAtLook;
  }
}

interface FolderListener {
  readonly onRun: () => void;
  readonly onLook: (scope: LocalScope) => void;
}

/** The engine's own folder; somebody hears of each run and each look. */
class WatchedFolder extends SyncFolder {
  readonly #listener: FolderListener;

  constructor(input: SyncFolderInput, listener: FolderListener) {
    super(input);
    this.#listener = listener;
  }

  override run(scope: LocalScope, signal: AbortSignal): ReturnType<SyncFolder['run']> {
    this.#listener.onRun();
    return super.run(scope, signal);
  }

  override look(scope: LocalScope, signal: AbortSignal, trust?: Trust): ReturnType<SyncFolder['look']> {
    this.#listener.onLook(scope);
    return super.look(scope, signal, trust);
  }
}

/** Compiling the exclude list takes longer than a whole case; the rules are the same for equal traits. */
const rulesByTraits = new Map<string, FolderRules>();

function findRules(input: Parameters<typeof decideRules>[0]): FolderRules {
  const key = `${input.traits.isCaseSensitive} ${input.traits.keepsUnicodeForm}`;
  const known = rulesByTraits.get(key) ?? decideRules(input);
  rulesByTraits.set(key, known);
  return known;
}

function describe(event: EngineEvent): string | undefined {
  if (event.type === 'united') return `united: ${event.why}`;
  if (event.type === 'conflict') return `conflict: ${event.path} and ${event.secondVersion}`;
  if (event.type === 'unsynced') return `unsynced: ${event.path}, ${event.files} files`;
  if (event.type !== 'done' && event.type !== 'not-done') return undefined;
  const { verb, side, path, target } = event.operation;
  const code = event.type === 'not-done' ? ` ${event.error.code}` : '';
  return `${event.type}${code}: ${verb} ${side} ${path}${target === undefined ? '' : ` → ${target}`}`;
}

function describeEnd(end: RunEnd): string {
  if (end.kind === 'stopped') return `stopped: ${end.error.code} (${end.error.detail})`;
  if (end.kind === 'worked') return 'worked';
  const problems = end.problems.map((problem) => `${problem.side} ${problem.path} ${problem.code}`);
  return [end.kind, ...problems].join(', ');
}
