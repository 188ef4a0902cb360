import { expect, test } from 'vitest';
import { FakeFolder } from '../builders/fake-folder.ts';
import { Random } from './random.ts';

/** Some hundred cases take a few seconds; what they found so far was found by the first ten. */
const CASES = 150;
const DIRECTORIES = ['A', 'A/B', 'C'];
const LETTERS = ['D', 'N', 'V', 'W', 'C', 'K'];

/** One folder, in which the server allows this and that, and what a person wrote in it. */
class Case {
  readonly folder = new FakeFolder();
  readonly #random: Random;
  readonly #written: string[] = [];

  /** `A` is shown a second time, in `C`. Then directories stay where they are: none may come to hold itself. */
  readonly #isTwin: boolean;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#isTwin = this.#random.chance(40);
  }

  async begin(): Promise<void> {
    for (const directory of DIRECTORIES) {
      this.folder.user.makeDirectory(directory);
      for (const name of ['x', 'y']) this.#write(`${directory}/${name}`);
    }
    await this.folder.settle();
    const { server } = this.folder;
    server.getNode('').permissions = this.#drawLetters();
    for (const path of Object.keys(server.snapshot())) server.permit(path, this.#drawLetters());
    if (this.#isTwin) server.mount('A', 'C/M');
    await this.folder.settle();
  }

  #drawLetters(): string | undefined {
    return this.#random.chance(70) ? LETTERS.filter(() => this.#random.chance(60)).join('') : undefined;
  }

  /** Edits, deletes, moves and makes things, at random. */
  act(): void {
    for (let acts = 1 + this.#random.below(4); acts > 0; acts -= 1) this.#actOnce();
  }

  #actOnce(): void {
    const { user } = this.folder;
    const paths: readonly string[] = user.listAll();
    const path = this.#random.pick(this.#isTwin ? paths.filter((at) => user.readFile(at) !== undefined) : paths);
    const directory = this.#random.pick(['', ...paths.filter((at) => user.readFile(at) === undefined)]);
    if (path === undefined || directory === undefined) return;
    const target = `${directory === '' ? '' : `${directory}/`}${this.#random.pick(['x', 'y', 'z', 'B']) ?? ''}`;
    const isFree = !paths.includes(target) && target !== path && !`${target}/`.startsWith(`${path}/`);
    switch (this.#random.below(4)) {
      case 0:
        if (user.readFile(path) !== undefined) this.#write(path);
        break;
      case 1:
        user.remove(path);
        break;
      case 2:
        if (isFree) user.rename(path, target);
        break;
      default:
        if (isFree) this.#write(target);
    }
  }

  #write(path: string): void {
    const text = `${path} ${this.#written.length}`;
    this.#written.push(text);
    this.folder.user.writeFile(path, text);
  }

  /** Bytes that are here, in the safety store, or on the server. */
  allBytes(): ReadonlySet<string> {
    const { user, server, disk } = this.folder;
    const here = user.listAll().flatMap((path) => user.readFile(path) ?? []);
    const there = Object.values(server.snapshot()).filter((text) => text !== undefined);
    const kept = [...disk.kept.values()].flatMap((items) =>
      [...items.values()].map(({ bytes }) => Buffer.from(bytes).toString()),
    );
    return new Set([...here, ...there, ...kept]);
  }

  /** Files on each side, but for those that are told as not synced. */
  filesBut(unsynced: readonly string[]): readonly [here: readonly string[], there: readonly string[]] {
    const { user, server } = this.folder;
    const isTold = (path: string): boolean => unsynced.some((told) => path === told || path.startsWith(`${told}/`));
    const here = user.listAll().map((path) => [path, user.readFile(path)] as const);
    const show = (files: readonly (readonly [path: string, text: string | undefined])[]): readonly string[] =>
      files
        .filter(([path]) => !isTold(path))
        .map(([path, text]) => `${path}: ${text ?? 'directory'}`)
        .toSorted();
    return [show(here), show(Object.entries(server.snapshot()))];
  }

  /** What is here now: nothing of it may be lost by syncing. */
  bytesHere(): readonly string[] {
    const { user } = this.folder;
    return user.listAll().flatMap((path) => user.readFile(path) ?? []);
  }
}

test('whatever a person does where the server allows this and that: nothing forbidden is sent, no bytes are lost, and both sides become equal but for what is told', async () => {
  for (let seed = 1; seed <= CASES; seed += 1) {
    const one = new Case(seed);
    await one.begin();
    for (let round = 1; round <= 2; round += 1) {
      one.act();
      const before = one.bytesHere();
      const end = await one.folder.settle();
      const after = one.allBytes();
      const name = `seed ${seed}, round ${round}`;

      expect(
        before.filter((text) => !after.has(text)),
        name,
      ).toEqual([]);
      expect('problems' in end ? end.problems.filter(({ code }) => code === 'no-permission') : [], name).toEqual([]);
      expect(end.kind, name).toBe('idle');
      const [here, there] = one.filesBut('problems' in end ? end.problems.map(({ path }) => path) : []);
      expect(here, name).toEqual(there);
      const calls = one.folder.transport.calls.length;
      await one.folder.settle();
      const more = one.folder.transport.calls.slice(calls).filter((call) => !call.startsWith('list'));
      expect(more, name).toEqual([]);
    }
  }
}, 120_000);
