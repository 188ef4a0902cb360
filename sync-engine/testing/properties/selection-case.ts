import type { RelativePath } from '../../core/model/relative-path.ts';
import { isInside } from '../../core/model/relative-path.ts';
import type { Problem } from '../../core/model/problem.ts';
import { isAway } from '../../core/model/selection.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import type { RunEnd } from '../../engine/run-end.ts';
import { FakeFolder } from '../builders/fake-folder.ts';
import { Random } from './random.ts';

/** A process that dies in the middle of what it does. */
class Died extends Error {}

const DIRECTORIES = ['A', 'A/B', 'A/B/C', 'D', 'D/E'] as const;
const ROUNDS = 8;

/** Acts and writes until the process dies, at most. */
const MAX_STEPS = 40;

/**
 * One computer on which a person selects and deselects while others work on the server and the process dies at random
 * moments. Nobody deletes anything: so nothing may be deleted on the server, and no bytes may be missing in the end.
 */
export class SelectionCase {
  readonly folder: FakeFolder;
  readonly #random: Random;
  /** Contents that nobody has replaced. */
  readonly #live = new Set<string>();
  /** What dead processes have asked of the server. */
  readonly #calls: string[] = [];
  #stepsLeft: number | undefined;
  #isDead = false;
  #written = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.folder = new FakeFolder({ wrapDatabase: (database) => this.#wrap(database) });
    this.folder.filesystem.faults.onAct = () => this.#step();
  }

  /** Plays the case; returns what was broken. */
  async play(): Promise<readonly string[]> {
    for (const directory of DIRECTORIES) {
      this.folder.server.makeDirectory(directory);
      this.#writeThere(`${directory}/first`);
    }
    await this.#settle();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let acts = this.#random.below(4); acts >= 0; acts -= 1) await this.#act();
      await this.#runAndDie();
    }
    const end = await this.#settle();
    const faults = [...this.#findUnwanted('problems' in end ? end.problems : [])];
    const away = this.folder.database.loadSelection().choices.filter(isAway);
    await this.folder.choose(...away.map(({ fileId, path }) => ({ kind: 'select', fileId, path }) as const));
    await this.#settle();
    return [...faults, ...this.#findDeletions(), ...this.#findLost(), ...this.#findDifferences()];
  }

  async #act(): Promise<void> {
    const directory = this.#random.pick(DIRECTORIES) ?? 'A';
    const isHere = this.folder.user.listAll().includes(directory as RelativePath);
    switch (this.#random.below(7)) {
      case 0:
      case 1:
        return this.folder.deselect(directory);
      case 2:
        return this.folder.select(directory);
      case 3:
        return this.#writeThere(`${directory}/there ${(this.#written += 1)}`);
      case 4:
        return this.#writeThere(`${directory}/first`);
      case 5:
        return this.#writeHere(`${directory}/here ${(this.#written += 1)}`);
      default:
        return isHere ? this.#writeHere(`${directory}/first`) : undefined;
    }
  }

  #writeThere(path: string): void {
    this.#release(this.folder.server.readFile(path));
    this.folder.server.writeFile(path, this.#newContent());
  }

  #writeHere(path: string): void {
    const isThere = this.folder.user.listAll().includes(path as RelativePath);
    if (isThere) this.#release(this.folder.user.readFile(path));
    this.folder.user.writeFile(path, this.#newContent());
  }

  #newContent(): string {
    const content = `content ${(this.#written += 1)}`;
    this.#live.add(content);
    return content;
  }

  #release(content: string | undefined): void {
    if (content !== undefined) this.#live.delete(content);
  }

  async #runAndDie(): Promise<void> {
    this.#stepsLeft = this.#random.below(MAX_STEPS);
    try {
      for (let runs = 0; runs < 3; runs += 1) await this.folder.run();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      // What still runs of the dead process dies at its next step.
      await this.folder.passTime(60_000);
      this.#calls.push(...this.folder.transport.calls);
      this.folder.crash();
    }
    this.#isDead = false;
    this.#stepsLeft = undefined;
  }

  async #settle(): Promise<RunEnd> {
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await this.folder.settle();
      await this.folder.passTime(120_000);
    }
    return this.folder.settle();
  }

  #step(): void {
    if (this.#stepsLeft !== undefined) this.#stepsLeft -= 1;
    this.#isDead ||= this.#stepsLeft !== undefined && this.#stepsLeft < 0;
    if (this.#isDead) throw new Died('the process died');
  }

  #wrap(database: SyncDatabase): SyncDatabase {
    return new Proxy(database, {
      get: (target, name): unknown => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        const isWrite = /^(?:save|commit|drop|add|remove|replace|put)/.test(String(name));
        return (...args: readonly unknown[]): unknown => {
          if (isWrite) this.#step();
          const value: unknown = Reflect.apply(member, target, args);
          if (isWrite) this.#step();
          return value;
        };
      },
    });
  }

  *#findDeletions(): Iterable<string> {
    const calls = [...this.#calls, ...this.folder.transport.calls];
    for (const call of calls) if (/^(?:remove|move)/.test(call)) yield `on the server: ${call}`;
  }

  *#findLost(): Iterable<string> {
    const there = new Set(Object.values(this.folder.server.snapshot()));
    for (const content of this.#live) if (!there.has(content)) yield `lost: ${content}`;
  }

  *#findDifferences(): Iterable<string> {
    const there = Object.keys(this.folder.server.snapshot()).toSorted().join('\n');
    const here = this.folder.user.listAll().toSorted().join('\n');
    if (there !== here) yield `different:\n${there}\n--- here\n${here}`;
  }

  /** Files here in directories that are kept away: only where a problem says so. */
  *#findUnwanted(problems: readonly Problem[]): Iterable<string> {
    const told = new Set(problems.map(({ path }) => path));
    for (const choice of this.folder.database.loadSelection().choices.filter(isAway)) {
      const here = this.folder.user.listAll().filter((path) => isInside(path, choice.path));
      const files = here.filter((path) => this.folder.user.readFile(path) !== undefined);
      if (files.length > 0 && !told.has(choice.path)) yield `still here: ${files.join(', ')}`;
    }
  }
}
