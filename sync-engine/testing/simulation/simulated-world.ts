import type { FileId, RemoteKey } from '#sync-engine/core/model/ids.ts';
import { toRemoteKey } from '#sync-engine/core/model/ids.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { baseName, joinPath, parentPath } from '#sync-engine/core/model/relative-path.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import type { SimulationMutation } from './mutations.ts';
import { OwedBytes } from './owed-bytes.ts';
import type { PortWorld } from './port-setting.ts';
import { RunningChecks } from './running-checks.ts';
import { drawPace, letPass, Scheduler, settle } from './scheduler.ts';
import { chooseByDice, selectEverything } from './choosing.ts';
import { isExcludedPath } from './excluding.ts';
import { isFirm } from './firm-bytes.ts';
import { actOnLocks } from './locking.ts';
import { loseDatabase } from './keeping.ts';
import { SimulatedComputer } from './simulated-computer.ts';
import { SimulatedProcess } from './simulated-process.ts';
import { SimulatedServer } from './simulated-server.ts';
import type { CaseEvent, ServerEvent, SimulationCase } from './simulation-case.ts';
import type { Hand, UserItem } from './user-actions.ts';
import { actAsUser, handAt, handOn } from './user-actions.ts';

/** Start of time, the same as that of fake disks. */
const START_MS = Date.UTC(2026, 0, 1);

/** When a call that has ended is made again, and a program that died is started again. */
const CALL_AGAIN_MS = 30_000;
const START_AGAIN_MS = 1_000;

export interface WorldOptions {
  readonly mutation: SimulationMutation | undefined;
  /** Takes everything that happens, in words. */
  readonly trace: string[] | undefined;
}

/** Computers, a server, users and time. Nothing here is decided by anything but the case. */
export class SimulatedWorld implements PortWorld {
  readonly scheduler: Scheduler;
  readonly server = new SimulatedServer(() => this.nowMs);
  readonly computers: readonly SimulatedComputer[];
  readonly bytes = new OwedBytes();
  readonly checks: RunningChecks;
  readonly mutation: SimulationMutation | undefined;
  readonly hasSyncTokens: boolean;
  readonly resumableAboveBytes: number;
  readonly hasServices: boolean;
  /** People also give names that take no part. */
  readonly hasExcludedNames: boolean;
  readonly keepsSecondVersions: boolean;
  readonly pace: PortWorld['pace'];
  readonly processes: (SimulatedProcess | undefined)[];
  /** Contents that were let go when not every program had written down yet that both sides agreed on them. */
  readonly ambiguous = new Set<string>();
  changeCount = 0;
  nowMs = START_MS;
  readonly #case: SimulationCase;
  readonly #random: Random;
  readonly #makesLinks: boolean;
  #nextId = 0;
  #failure: Error | undefined;

  constructor(simulated: SimulationCase, options: WorldOptions) {
    this.#case = simulated;
    this.#random = new Random(simulated.seed ^ 0x5eed);
    this.scheduler = new Scheduler(this.#random, simulated.style, options.trace);
    this.mutation = options.mutation;
    const canLosePower = simulated.rounds.flat().some((event) => event.kind === 'power-cut');
    const isLying = options.mutation === 'bytes-not-synced-before-base';
    this.computers = simulated.computers.map(
      (settings, number) => new SimulatedComputer(number, settings, { canLosePower, isLying }),
    );
    this.processes = simulated.computers.map(() => undefined);
    this.keepsSecondVersions = simulated.keepsSecondVersions === true;
    this.checks = new RunningChecks(this);
    this.server.observer = this.checks;
    this.server.tree.isPropagatingLate = simulated.server.isPropagatingLate;
    this.hasSyncTokens = simulated.server.hasSyncTokens;
    this.resumableAboveBytes = simulated.server.resumableAboveBytes;
    this.hasServices = simulated.server.hasServices;
    this.pace = drawPace(simulated.seed);
    this.hasExcludedNames = simulated.names.some(isExcludedPath);
    this.#makesLinks = simulated.seed % 4 === 0 && !this.hasExcludedNames && !this.keepsSecondVersions;
    for (const dice of simulated.items) this.#placeItem(dice);
  }

  newRandomId(): string {
    this.#nextId += 1;
    return `r${this.#nextId}`;
  }

  noteChange(): void {
    this.changeCount += 1;
  }

  fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
  }

  /** Late, merged or lost, as watchers do. */
  hint(computer: SimulatedComputer, path?: RelativePath): void {
    const process = this.processes[computer.number];
    if (process === undefined || !process.watcher.isRunning) return;
    if (this.#random.chance(computer.settings.lostHintsPercent)) return;
    process.hint(path === undefined || this.#random.chance(20) ? everything : directory(path));
  }

  /** One step of the world: a turn, or, when nobody waits for one, time moves to the next thing that waits for it. */
  async step(): Promise<void> {
    if (this.startProcesses()) await settle();
    if (!(await this.scheduler.takeTurn())) await this.#passTime();
    this.#throwFailures();
  }

  /** True when only time can make anything happen. */
  get isQuiet(): boolean {
    return !this.scheduler.hasWaiting;
  }

  /** Programs that are due start; true when one did. */
  startProcesses(): boolean {
    let hasStarted = false;
    for (const computer of this.computers) {
      const process = this.processes[computer.number];
      if (process !== undefined && !process.isDead && !process.hasEnded) continue;
      if (process !== undefined && computer.startAtMs === 0) {
        const isAgain = process.hasEnded && !process.isDead;
        computer.startAtMs = this.nowMs + (isAgain ? CALL_AGAIN_MS : START_AGAIN_MS);
      }
      if (computer.startAtMs > this.nowMs) continue;
      computer.startAtMs = 0;
      const next = new SimulatedProcess(computer, this, this.nowMs);
      this.processes[computer.number] = next;
      this.scheduler.note(`${next.name} starts`);
      next.start();
      hasStarted = true;
    }
    return hasStarted;
  }

  /** Ends a program, gently or not. */
  stop(computer: SimulatedComputer, keepsRequests: boolean): void {
    const process = this.processes[computer.number];
    if (process === undefined || process.isDead) return;
    process.die(keepsRequests);
    if (process.hasEnded) return;
    computer.startAtMs = this.nowMs + START_AGAIN_MS;
  }

  /** Lets an event of the case happen. */
  fire(event: CaseEvent): void {
    if (event.kind === 'user') {
      this.#letUserAct(event.at, event.dice);
      this.checks.afterUserAct();
      return;
    }
    this.scheduler.note(`— ${JSON.stringify(event)}`);
    if (event.kind === 'server') {
      this.#letServerAct(event.what, event.dice);
      return;
    }
    const computer = this.computers[event.computer];
    if (computer === undefined) return;
    const process = this.processes[event.computer];
    switch (event.kind) {
      case 'crash':
        this.stop(computer, event.keepsRequests);
        break;
      case 'crash-in-database':
        if (process !== undefined) process.dyingInDatabase = event.isBefore ? 'before' : 'after';
        break;
      case 'power-cut':
        if (!computer.isMounted) return;
        this.stop(computer, false);
        computer.cutPower(event.dice);
        this.noteChange();
        this.checks.checkWhole();
        this.checks.checkNothingLost('a power cut');
        break;
      case 'lose-database':
        loseDatabase(computer, this);
        break;
      case 'local-fault':
        computer.localFaults.push({ act: event.act, errno: event.errno });
        break;
      case 'remote-fault':
        computer.remoteFaults.push(event.fault);
        break;
      case 'unmount':
        computer.isMounted = false;
        computer.disk.unmount(event.leaves);
        break;
      case 'mount':
        this.mount(computer);
        break;
      case 'locking':
        actOnLocks(event, computer, { server: this.server, hint: (path) => this.hint(computer, path) });
        break;
      case 'choose':
        this.#noteChoice(chooseByDice(computer, this.server, event.dice));
        break;
      case 'wall-clock':
        computer.wallOffsetMs += event.byMs;
        computer.disk.advance(BigInt(event.byMs) * 1_000_000n);
        process?.clock.setWallTime(this.nowMs + computer.wallOffsetMs);
        break;
      default:
        event satisfies never;
    }
  }

  /** Every person wants everything again. */
  selectEverything(): void {
    for (const computer of this.computers) selectEverything(computer, this.server);
    this.noteChange();
  }

  #noteChoice(words: string | undefined): void {
    if (words === undefined) return;
    this.scheduler.note(`  ${words}`);
    this.noteChange();
  }

  mount(computer: SimulatedComputer): void {
    computer.disk.mount();
    if (computer.isMounted) return;
    computer.isMounted = true;
    this.noteChange();
    this.hint(computer);
  }

  /** Everything that went wrong with the server is over. */
  healServer(): void {
    for (const { path, node } of this.server.nodes()) {
      if (node.isDamaged || node.isOmitted || node.isProcessing) this.noteChange();
      if (node.isOmitted) this.#changeEtags(path as RelativePath);
      node.isDamaged = false;
      node.isOmitted = false;
      node.isProcessing = false;
    }
    this.propagateEtags();
  }

  /**
   * A listing that lacked an item was shown under an etag. If the whole listing came back under the same one, nobody
   * who follows etags could ever see what it lacked; so a server's stale cache ends with a new etag.
   */
  #changeEtags(path: RelativePath): void {
    const aside = joinPath(parentPath(path), 'aside');
    this.server.relocate(undefined, path, aside);
    this.server.relocate(undefined, aside, path);
  }

  /** What happened on the server reaches the etags of all directories above. */
  propagateEtags(): void {
    if (this.server.tree.propagate()) this.noteChange();
  }

  /** Hand of a user: number of a computer, or −1. */
  handAt(at: number): Hand {
    const computer = this.computers[at];
    return computer === undefined ? handOn(this.server) : handAt(computer);
  }

  async #passTime(): Promise<void> {
    const delays = this.processes.flatMap((process) =>
      process === undefined || process.isDead ? [] : (process.clock.nextDelayMs ?? []),
    );
    const starts = this.computers.flatMap(({ startAtMs }) => (startAtMs === 0 ? [] : startAtMs - this.nowMs));
    const byMs = Math.max(0, Math.min(...delays, ...starts));
    if (!Number.isFinite(byMs)) throw new Error('nothing can happen any more');
    this.scheduler.note(`${byMs} ms pass`);
    this.nowMs += byMs;
    // The server's background work is never slower than anything that waits for time.
    this.propagateEtags();
    for (const computer of this.computers) computer.disk.advance(BigInt(Math.round(byMs * 1_000_000)));
    for (const process of this.processes) if (process?.isDead === false) await letPass(process.clock, byMs);
  }

  #throwFailures(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.checks.violation !== undefined) throw this.checks.violation;
  }

  #letUserAct(at: number, dice: number): void {
    const computer = this.computers[at];
    if (computer?.isMounted === false) return;
    const words = actAsUser({
      hand: this.handAt(at),
      dice,
      names: this.#case.names,
      bytes: this.bytes,
      elsewhere: (path) => (computer === undefined ? this.#readAnywhere(path) : this.server.readFile(path)),
      letGo: (item) => this.#letGo(computer, item),
      makesLinks: this.#makesLinks,
    });
    if (words === undefined) return;
    this.scheduler.note(`— ${this.handAt(at).name}: ${words}`);
    this.noteChange();
    if (computer === undefined) return;
    // Programs that users save with flush what they write; what they do not flush, no client can bring back.
    computer.disk.syncAll();
    for (const path of words.match(/(?<= )[^ ]+/g) ?? []) this.hint(computer, parentPath(path as RelativePath));
  }

  #readAnywhere(path: RelativePath): string | undefined {
    return this.#random.pick(this.computers)?.user.readFile(path);
  }

  #letGo(place: SimulatedComputer | undefined, item: UserItem): void {
    this.bytes.letGo(item.content);
    if (!isFirm(item, place, this)) this.ambiguous.add(item.content);
  }

  #letServerAct(what: ServerEvent, dice: number): void {
    const { server } = this;
    const item = new Random(dice).pick(server.nodes());
    const node = item?.node;
    switch (what) {
      case 'expire-sessions':
        server.sessions.clear();
        break;
      case 'expire-sync-tokens':
        server.expireSyncTokens();
        break;
      case 'break-push':
        server.breakPush();
        break;
      case 'damage-an-item':
        if (node !== undefined) node.isDamaged = true;
        break;
      case 'omit-an-item':
        if (item !== undefined && this.#isKnownThere(item)) item.node.isOmitted = true;
        break;
      case 'process-a-file':
        if (node?.kind === 'file') node.isProcessing = true;
        break;
      case 'recover':
        this.healServer();
        break;
      case 'propagate':
        this.propagateEtags();
        break;
      default:
        what satisfies never;
    }
  }

  /**
   * Every computer knows the item at this place. Only such an item is ever omitted: one that was moved and is omitted at
   * its new place, while something else has its old name, looks absent to every question that WebDAV can ask.
   */
  #isKnownThere({ path, node }: { readonly path: string; readonly node: { readonly fileId: FileId } }): boolean {
    const parent = this.server.tree.find(parentPath(path as RelativePath));
    return this.computers.every(({ storage }) => {
      const row = storage.remoteTree.get(keyOf(node));
      return (
        row !== undefined && row.name === baseName(path as RelativePath) && row.parentKey === (parent && keyOf(parent))
      );
    });
  }

  /** An item of the start: here, there, or the same on both sides. */
  #placeItem(dice: number): void {
    const random = new Random(dice);
    const places = random.chance(50) ? [this.handAt(-1)] : [this.handAt(-1), ...this.computers.map(handAt)];
    const hand = this.handAt(random.below(this.computers.length + 1) - 1);
    const chosen = random.chance(40) ? [hand] : places;
    const directories = hand.items().filter((item) => item.kind === 'directory');
    const parent = random.pick(['', ...directories.map((item) => item.path)]) ?? '';
    const name = random.pick(this.#case.names) ?? 'a';
    const path = (parent === '' ? name : `${parent}/${name}`) as RelativePath;
    const content = random.chance(40) ? undefined : this.bytes.newContent(random.chance(20));
    for (const place of chosen) {
      const above = parentPath(path);
      const isParentThere =
        above === '' || place.items().some((item) => item.path === above && item.kind === 'directory');
      if (!isParentThere || !place.isFree(path)) continue;
      if (content === undefined) place.makeDirectory(path);
      else {
        this.bytes.write(content);
        place.write(path, content);
      }
    }
    for (const computer of this.computers) computer.disk.syncAll();
  }
}

const everything = { kind: 'everything' } as const;

function directory(path: RelativePath): { readonly kind: 'directory'; readonly path: RelativePath } {
  return { kind: 'directory', path };
}

/** Nothing in the world is at two places. */
function keyOf({ fileId }: { readonly fileId: FileId }): RemoteKey {
  return toRemoteKey(fileId, () => false);
}
