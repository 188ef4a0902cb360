import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { Random } from './random.ts';

/** A case in which a first sync in portions came to another end than one in a single plan. */
export interface PortionsFailure {
  readonly seed: number;
  readonly portionItems: number;
  readonly inPortions: readonly string[];
  readonly atOnce: readonly string[];
}

/** Some of them are one name where upper and lower case are not told apart. */
const NAMES = ['a', 'b', 'c', 'B'];
const CONTENTS = ['one', 'two', 'six'];
const MAX_DIRECTORIES = 6;
const MAX_FILES = 14;
const MAX_PORTION = 6;

/**
 * Two sides that nothing has been agreed on of: synced in portions, however small, they end as they do when all is planned
 * at once. Undefined when they do.
 */
export async function runPortionsCase(seed: number): Promise<PortionsFailure | undefined> {
  const portionItems = 1 + new Random(seed).below(MAX_PORTION);
  const inPortions = await sync(new FakeFolder({ portionItems }), seed);
  const atOnce = await sync(new FakeFolder(), seed);
  return inPortions.join() === atOnce.join() ? undefined : { seed, portionItems, inPortions, atOnce };
}

/** For people. */
export function explainPortions({ seed, portionItems, inPortions, atOnce }: PortionsFailure): string {
  return [`seed ${seed}, ${portionItems} items`, 'in portions:', ...inPortions, 'at once:', ...atOnce].join('\n');
}

/** What both sides are like in the end, and what is told of them. */
async function sync(folder: FakeFolder, seed: number): Promise<readonly string[]> {
  const random = new Random(seed + 1);
  if (random.chance(50)) await folder.choose({ kind: 'new-directories', rule: { kind: 'ask' } });
  for (const side of [folder.user, folder.server]) fill(side, random);
  const end = await folder.settle();
  const here = folder.user.listAll().map((path) => `here ${path}: ${folder.user.readFile(path)}`);
  const there = Object.entries(folder.server.snapshot()).map(([path, content]) => `there ${path}: ${content}`);
  const problems = 'problems' in end ? end.problems.map(({ side, path, code }) => `${code} ${side} ${path}`) : [];
  const choices = folder.database.loadSelection().choices.map(({ kind, path }) => `${kind} ${path}`);
  return [...here, ...there, ...problems.toSorted(), ...choices, end.kind];
}

function fill(side: FakeFolder['user'] | FakeFolder['server'], random: Random): void {
  const places = [''];
  const taken = new Set<string>();
  const findPlace = (): string | undefined => {
    const parent = random.pick(places) ?? '';
    const name = random.pick(NAMES) ?? 'a';
    const path = parent === '' ? name : `${parent}/${name}`;
    return taken.has(path) ? undefined : path;
  };
  for (let count = random.below(MAX_DIRECTORIES) + random.below(MAX_FILES); count > 0; count -= 1) {
    const place = findPlace();
    if (place === undefined) continue;
    taken.add(place);
    if (random.chance(35)) {
      places.push(place);
      side.makeDirectory(place);
    } else side.writeFile(place, random.pick(CONTENTS) ?? '');
  }
}
