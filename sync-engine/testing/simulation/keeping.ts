import { isConflictName, isSecondNameOf } from '#sync-engine/core/merge/name-conflict.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { baseName, parentPath } from '#sync-engine/core/model/relative-path.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import { toShownPath } from './known-files.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { CaseEvent, SimulationCase } from './simulation-case.ts';

/** Of the rounds, so many in a hundred have a sync database that is lost. */
const LOSING_PERCENT = 30;

/**
 * The same case in an organisation that lets no second version go to the server, where sync databases get lost, too. All
 * names can be told apart on every computer, and they are few, so that people meet at one file.
 */
export function withKeeping(simulated: SimulationCase): SimulationCase {
  const random = new Random(simulated.seed ^ 0x2dfa55);
  const computers = simulated.computers.map((settings) => ({
    ...settings,
    isCaseSensitive: true,
    keepsUnicodeForm: true,
  }));
  const lose = (): CaseEvent => ({
    gap: random.below(30),
    kind: 'lose-database',
    computer: random.below(computers.length),
  });
  const rounds = simulated.rounds.map((events) => {
    // A disk that is away while nobody knows the folder any more is taken for the folder.
    const round = events.filter(({ kind }) => kind !== 'unmount' && kind !== 'mount');
    const at = random.below(round.length + 1);
    return random.chance(LOSING_PERCENT) ? [...round.slice(0, at), lose(), ...round.slice(at)] : round;
  });
  return { ...simulated, computers, rounds, names: ['a', 'b.txt'], keepsSecondVersions: true };
}

/** The program ends, and what it had written down is gone. */
export function loseDatabase(
  computer: SimulatedComputer,
  world: { stop(computer: SimulatedComputer, keepsRequests: boolean): void; noteChange(): void },
): void {
  // What carries a private name has its own back from the journal alone; without it, it is told.
  if (computer.storage.parked.size > 0) return;
  world.stop(computer, false);
  computer.loseDatabase();
  world.noteChange();
}

interface KeepingWorld {
  readonly keepsSecondVersions: boolean;
  readonly server: SimulatedServer;
}

/**
 * The places of second versions that are on this computer only: the name tells them, and a first one beside them, here or
 * on the server. A second version that won a conflict of its own is a first one there.
 */
export function findStaying(world: KeepingWorld, computer: SimulatedComputer): ReadonlySet<string> {
  const staying = new Set<string>();
  if (!world.keepsSecondVersions) return staying;
  const here = listFiles(computer.paths());
  const there = listFiles(world.server.paths());
  for (const path of here) {
    if (there.has(path) || !isConflictName(baseName(path))) continue;
    const isFirst = (other: RelativePath): boolean => isFirstOf(path, other);
    const isHere = [...here].some((other) => !isConflictName(baseName(other)) && isFirst(other));
    if (isHere || [...there].some(isFirst)) staying.add(path);
  }
  return staying;
}

function listFiles(paths: ReadonlyMap<string, string | undefined>): ReadonlySet<RelativePath> {
  return new Set([...paths].flatMap(([path, content]) => (content === undefined ? [] : [path as RelativePath])));
}

function isFirstOf(second: RelativePath, first: RelativePath): boolean {
  if (second === first || parentPath(second) !== parentPath(first)) return false;
  return isSecondNameOf(baseName(second), baseName(first));
}

/** Files that the server has shown: where its etags come late, a look may not see what came last. */
function listShown({ storage }: SimulatedComputer): readonly RelativePath[] {
  return [...storage.remoteTree.values()].filter(({ kind }) => kind === 'file').map((row) => toShownPath(storage, row));
}

/** What a computer has shown since its look began. */
interface SinceLook {
  readonly paths: ReadonlySet<string>;
  /** Second versions that were such all the time. */
  staying: ReadonlySet<string>;
}

/**
 * No second version reaches the server. What was none when the look began, because there was no first one, may go: who
 * brings a first one meanwhile might as well have done it right after.
 */
export class KeepingChecks {
  readonly #world: KeepingWorld;
  readonly #sinceLook = new Map<SimulatedComputer, SinceLook>();
  /** Files of a computer that its program can know of: those of the last look before which no hint had got lost. */
  readonly #seenHere = new Map<SimulatedComputer, ReadonlySet<RelativePath>>();

  constructor(world: KeepingWorld) {
    this.#world = world;
  }

  onLook(computer: SimulatedComputer): void {
    if (!this.#world.keepsSecondVersions) return;
    const staying = findStaying(this.#world, computer);
    this.#sinceLook.set(computer, { paths: new Set(computer.paths().keys()), staying });
  }

  /** A computer is about to see all that is on its disk. */
  onWholeLook(computer: SimulatedComputer): void {
    if (this.#world.keepsSecondVersions) this.#seenHere.set(computer, listFiles(computer.paths()));
  }

  afterAnyAct(): void {
    for (const [computer, since] of this.#sinceLook) {
      if (since.staying.size === 0) continue;
      const now = findStaying(this.#world, computer);
      since.staying = new Set([...since.staying].filter((path) => now.has(path)));
    }
  }

  /** The words of what is wrong with a new file that a computer is about to send; undefined for nothing. */
  findFault(computer: SimulatedComputer, path: RelativePath): string | undefined {
    const since = this.#sinceLook.get(computer);
    if (since === undefined || !findStaying(this.#world, computer).has(path)) return undefined;
    const known = [...(this.#seenHere.get(computer) ?? []), ...listShown(computer)];
    if (!known.some((other) => isFirstOf(path, other))) return undefined;
    if (since.paths.has(path) && !since.staying.has(path)) return undefined;
    return `the second version ${path} of computer ${computer.number} goes to the server`;
  }
}
