import { listWaiting } from './choosing.ts';
import { findKeptApart } from './excluding.ts';
import { isPlain } from './held-back.ts';
import { Violation } from './owed-bytes.ts';
import type { Paths } from './resting-checks.ts';
import {
  checkBaseAtRest,
  checkBoundedWork,
  checkIntent,
  checkNames,
  checkNoDuplicates,
  checkNothingCameBack,
  checkOwedAtRest,
  findDifference,
  findUnsent,
  show,
} from './resting-checks.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { CaseEvent, SimulationCase } from './simulation-case.ts';
import type { WorldOptions } from './simulated-world.ts';
import { SimulatedWorld } from './simulated-world.ts';

/** L1: within so much time of the world, and so many turns, both sides must be equal once all is calm. */
const MAX_CALM_MS = 90 * 60_000;
const MAX_TURNS = 20_000;

/** One case in so many has a file that is refused at the end of each round. */
const ISOLATION_EVERY = 5;

/** Signing in and the root. */
const MAX_REQUESTS_AT_REST = 2;

/** What a run came to. */
export interface CaseResult {
  readonly violation: { readonly rule: string; readonly message: string } | undefined;
  /** The same for two runs of one case, and only then. */
  readonly traceHash: number;
  readonly turns: number;
}

/** Runs one case to its end, or to the first violation. Never throws. */
export async function runCase(simulated: SimulationCase, options: WorldOptions): Promise<CaseResult> {
  const world = new SimulatedWorld(simulated, options);
  let violation: CaseResult['violation'];
  try {
    await new CaseRun(world, simulated).run();
  } catch (error) {
    violation = describe(error);
  }
  for (const computer of world.computers) world.stop(computer, false);
  return { violation, traceHash: world.scheduler.traceHash, turns: world.scheduler.takenTurns };
}

function describe(error: unknown): { readonly rule: string; readonly message: string } {
  if (error instanceof Violation) return { rule: error.rule, message: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { rule: 'no-throw', message };
}

class CaseRun {
  readonly #world: SimulatedWorld;
  readonly #case: SimulationCase;
  /** In no round so far has anything but users happened. */
  #isUndisturbed = true;

  constructor(world: SimulatedWorld, simulated: SimulationCase) {
    this.#world = world;
    this.#case = simulated;
  }

  async run(): Promise<void> {
    await this.#comeToRest();
    this.#checkAtRest();
    for (const round of this.#case.rounds) {
      await this.#runRound(round);
      this.#checkAtRest();
    }
    await this.#checkIdempotence();
  }

  async #runRound(events: readonly CaseEvent[]): Promise<void> {
    const world = this.#world;
    Object.assign(world.checks.work, { uploads: 0, downloads: 0, unions: 0, dissolved: 0 });
    world.ambiguous.clear();
    Object.assign(world.bytes.work, { writes: 0, moves: 0 });
    const place = findOnlyPlace(events);
    // Where a link has kept sides apart, what its user puts there meets what this user has never seen.
    const isEqual = world.computers.every(({ number }) => show(this.#pathsAt(number)) === show(this.#pathsAt(-1)));
    let intended: Paths | undefined = place === undefined || !isEqual ? undefined : this.#pathsAt(place);
    for (const event of events) {
      await this.#waitFor(event);
      world.fire(event);
      if (event.kind === 'user' && intended !== undefined) intended = this.#pathsAt(event.at);
      await world.step();
    }
    this.#calmDown();
    if (events.some(isChoice)) world.selectEverything();
    // Where names clash, what is held back keeps others back: only a world that can hold every name shows isolation.
    const isIsolated = this.#case.seed % ISOLATION_EVERY === 0 && world.computers.every(isPlain);
    if (isIsolated) await this.#checkIsolation();
    await this.#comeToRest();
    this.#checkRound(events, intended);
    const isUndisturbed = events.every((event) => event.kind === 'user');
    if (place !== undefined && isEqual && isUndisturbed && world.computers.every(isPlain) && !world.hasExcludedNames)
      checkBoundedWork(world, place, world.bytes.work);
  }

  /** Lets the turns before an event pass. When all is quiet it is left to chance whether the event waits for time. */
  async #waitFor(event: CaseEvent): Promise<void> {
    for (let turns = 0; turns < event.gap; turns += 1) {
      if (this.#world.isQuiet && turns > 2 && turns % 3 === 0) return;
      await this.#world.step();
    }
  }

  /** Faults stop. */
  #calmDown(): void {
    const world = this.#world;
    for (const computer of world.computers) {
      computer.localFaults.length = 0;
      computer.remoteFaults.length = 0;
      computer.openFiles.clear();
      world.mount(computer);
    }
    world.healServer();
  }

  /** L7: one file that the server refuses, again and again, keeps nothing else from becoming equal. */
  async #checkIsolation(): Promise<void> {
    const world = this.#world;
    const unsent = findUnsent(world);
    if (unsent === undefined) return;
    const { computer, path } = unsent;
    world.scheduler.note(`— the server refuses ${path}`);
    computer.refusedPath = path;
    const areOthersEqual = (): boolean => world.computers.every((each) => !findDifference(world, each, path));
    await this.#stepUntil(areOthersEqual, 'L7');
    computer.refusedPath = undefined;
  }

  /** L1: runs until every program has looked at everything and found nothing to do. */
  async #comeToRest(): Promise<void> {
    await this.#stepUntil(() => this.#isAtRest(), 'L1');
  }

  async #stepUntil(isOver: () => boolean, rule: string): Promise<void> {
    const world = this.#world;
    const latestMs = world.nowMs + MAX_CALM_MS;
    const latestTurn = world.scheduler.takenTurns + MAX_TURNS;
    while (!isOver()) {
      await world.step();
      this.#decideHolds();
      if (world.nowMs <= latestMs && world.scheduler.takenTurns <= latestTurn) continue;
      throw new Violation(rule, this.#describeUnrest());
    }
  }

  #isAtRest(): boolean {
    this.#world.propagateEtags();
    const { processes, changeCount, computers } = this.#world;
    if (processes.some((process) => process?.provenAtChange !== changeCount)) return false;
    if (computers.some(({ storage }) => storage.ownLocks.length > 0)) return false;
    // A run takes in what was chosen, and then looks: what comes between the two waits for the next run.
    if (computers.some((computer) => listWaiting(computer).length > 0)) return false;
    return computers.every((computer) => findDifference(this.#world, computer) === undefined);
  }

  /** A person looks at removals that are held, and agrees. */
  #decideHolds(): void {
    const world = this.#world;
    for (const computer of world.computers) {
      if (!computer.isAsked || computer.areRemovalsAllowed) continue;
      world.scheduler.note(`— computer ${computer.number}: a person allows the removals`);
      computer.areRemovalsAllowed = true;
    }
  }

  #describeUnrest(): string {
    const world = this.#world;
    const differences = world.computers.flatMap((computer) => findDifference(world, computer) ?? []);
    const ends = world.processes.map((process) => JSON.stringify(process?.lastEnd));
    const local = world.computers.map((computer) => `computer ${computer.number} [${show(computer.paths())}]`);
    return [`no rest: ${differences.join('; ')}`, ...ends, ...local, `server [${show(world.server.paths())}]`].join(
      '\n  ',
    );
  }

  #checkAtRest(): void {
    checkOwedAtRest(this.#world);
    checkBaseAtRest(this.#world);
    checkNames(this.#world);
    for (const computer of this.#world.computers)
      Object.assign(computer, { areRemovalsAllowed: false, isAsked: false });
  }

  #checkRound(events: readonly CaseEvent[], intended: Paths | undefined): void {
    const world = this.#world;
    const isUndisturbed = events.every((event) => event.kind === 'user');
    // What was deleted here while its directory was deselected comes back with it.
    if (events.some(isChoice)) {
      this.#isUndisturbed = false;
      return;
    }
    // What a disturbed round made twice, after a lost base or a lost answer, stays twice.
    this.#isUndisturbed &&= isUndisturbed && world.checks.work.unions === 0;
    if (this.#isUndisturbed) checkNoDuplicates(world);
    // Links and names that a system cannot hold keep sides apart on purpose.
    if (intended === undefined || !world.computers.every(isPlain) || world.checks.work.unions > 0) return;
    if (isUndisturbed) checkIntent(world, intended);
    else if (!events.some(losesRecords)) checkNothingCameBack(world, intended);
  }

  #pathsAt(place: number): Paths {
    const computer = this.#world.computers[place];
    return computer === undefined ? this.#world.server.paths() : computer.paths();
  }

  /**
   * L2: started anew at rest, a program changes nothing; and once more, it asks for the root alone and writes nothing.
   * (The first start may note what lost hints kept from it, such as another time of a file with the same bytes.)
   */
  async #checkIdempotence(): Promise<void> {
    const world = this.#world;
    // What a computer cannot sync is left out of "equal", so a lost hint there shows only now.
    const isSyncable = (computer: SimulatedComputer): boolean =>
      isPlain(computer) && findKeptApart(world, computer).places.length === 0;
    const isAllSyncable = world.computers.every(isSyncable);
    // A request that was given up long ago may still arrive, and is news then.
    await this.#stepUntil(() => world.isQuiet && this.#isAtRest(), 'L1');
    await this.#startAnew(isAllSyncable);
    await this.#comeToRest();
    const stored = world.computers.map((computer) => computer.writeCount);
    await this.#startAnew(isAllSyncable);
    for (const computer of world.computers) {
      if (isSyncable(computer) && computer.writeCount !== stored[computer.number])
        throw new Violation('L2', `computer ${computer.number} wrote to its database at rest`);
      const requests = world.processes[computer.number]?.requestCount ?? 0;
      if (isSyncable(computer) && requests > MAX_REQUESTS_AT_REST)
        throw new Violation('L2', `computer ${computer.number} asked ${requests} times at rest`);
    }
  }

  async #startAnew(isStill: boolean): Promise<void> {
    const world = this.#world;
    for (const computer of world.computers) {
      world.stop(computer, false);
      computer.startAtMs = world.nowMs;
    }
    const before = world.changeCount;
    const processes = [...world.processes];
    const isLooking = (): boolean =>
      world.processes.some((process, number) => process === processes[number] || process?.lastEnd === undefined);
    const latestTurn = world.scheduler.takenTurns + MAX_TURNS;
    while (isLooking() && world.scheduler.takenTurns < latestTurn) await world.step();
    if (!isStill) return;
    if (world.changeCount !== before) throw new Violation('L2', 'a look at equal sides changed something');
    for (const process of world.processes) {
      if (process?.lastEnd?.kind !== 'idle')
        throw new Violation('L2', `at rest, then ${JSON.stringify(process?.lastEnd)}`);
    }
  }
}

function isChoice({ kind }: CaseEvent): boolean {
  return kind === 'choose';
}

/** What was agreed on may not be known any more: then what was deleted comes back. */
function losesRecords({ kind }: CaseEvent): boolean {
  return kind === 'power-cut' || kind === 'lose-database';
}

/** The only place whose user does anything in a round; undefined when there are several. */
function findOnlyPlace(events: readonly CaseEvent[]): number | undefined {
  const places = new Set(events.flatMap((event) => (event.kind === 'user' ? [event.at] : [])));
  const [place] = places;
  return places.size === 1 ? place : undefined;
}
