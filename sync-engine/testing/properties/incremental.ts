import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { isInside, joinPath, parentPath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { LocalScope } from '#sync-engine/discovery/local-discovery.ts';
import type { Observation, Trust } from '#sync-engine/engine/looking/observe.ts';
import { TRUST_NOTHING } from '#sync-engine/engine/looking/observe.ts';
import { noteOperation } from '#sync-engine/engine/planning/plan-notes.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { Random } from './random.ts';

/** A case in which a look at hinted places led to another plan than a complete one. */
export interface IncrementalFailure {
  readonly seed: number;
  readonly steps: readonly string[];
  readonly hinted: readonly string[];
  readonly complete: readonly string[];
}

const NAMES = ['a', 'b', 'c'];

/** One of them takes no part in syncing. */
const NAMES_WITH_EXCLUDED = [...NAMES, 'a~'];
const MAX_STEPS = 6;
const MAX_ITEMS = 10;

/** More than the clock step of any disk: what was written is at rest. */
const REST_MS = 3_000;

const { signal } = new AbortController();

/** `few`: files often have the very bytes of others, and always their size; some places take no part. */
export type Contents = 'distinct' | 'few';
const FEW = ['one', 'two', 'six'];

/** One side as its user sees and changes it; each change tells the paths that it touched. */
interface Hand {
  readonly names: readonly string[];
  /** Content of files, `undefined` for directories. */
  items(): readonly (readonly [RelativePath, string | undefined])[];
  write(path: RelativePath, content: string): void;
  makeDirectory(path: RelativePath): void;
  move(from: RelativePath, to: RelativePath): void;
  remove(path: RelativePath): void;
}

/**
 * L9: both sides are equal, then users change either. What the watcher hints at and what the server's change journal or
 * etags tell, planned for what differs, must lead to the very plan that looking at everything and planning for everything
 * leads to. Undefined when it does.
 */
export async function runIncrementalCase(
  seed: number,
  contents: Contents = 'distinct',
): Promise<IncrementalFailure | undefined> {
  const random = new Random(seed);
  const folder = new FakeFolder();
  const hands = [handHere(folder, contents), handThere(folder, contents)];
  const [here, there] = contents === 'few' ? hands.map((hand) => withFewContents(hand, new Random(seed + 1))) : hands;
  if (here === undefined || there === undefined) throw new Error('two hands are needed');
  for (let count = 1 + random.below(MAX_ITEMS); count > 0; count -= 1) change(here, random, seed);
  await folder.settle();
  const hints = new Set<RelativePath>();
  const steps: string[] = [];
  for (let count = 1 + random.below(MAX_STEPS); count > 0; count -= 1) {
    const isHere = random.chance(50);
    const touched = change(isHere ? here : there, random, count);
    if (touched.length > 0) steps.push(`${isHere ? 'here' : 'there'}: ${touched.join(' → ')}`);
    if (isHere) for (const path of touched) hints.add(parentPath(path));
  }
  if (random.chance(30)) folder.server.expireSyncTokens();
  await folder.passTime(REST_MS);
  const hinted = await plan(
    folder,
    { kind: 'directories', paths: [...hints] },
    { ...TRUST_NOTHING, isForAll: false, isSearchingDamage: false },
  );
  await forgetWhatWasSeen(folder);
  const complete = await plan(folder, { kind: 'everything' }, TRUST_NOTHING);
  return hinted.join() === complete.join() ? undefined : { seed, steps, hinted, complete };
}

/** For people. */
export function explainIncremental({ seed, steps, hinted, complete }: IncrementalFailure): string {
  return [`seed ${seed}`, ...steps, 'planned after hints:', ...hinted, 'after a complete look:', ...complete].join(
    '\n',
  );
}

/** As after a restart with a sync database that knows what was agreed on, and nothing of what the server showed. */
async function forgetWhatWasSeen(folder: FakeFolder): Promise<void> {
  await folder.restart();
  const storage = folder.copyDatabase();
  storage.remoteTree.clear();
  storage.cursor = undefined;
  folder.restoreDatabase(storage);
}

async function plan(folder: FakeFolder, scope: LocalScope, trust: Trust): Promise<readonly string[]> {
  const looked = await (await folder.open()).look(scope, signal, trust);
  if (!looked.ok) throw new Error(looked.error.code);
  if (looked.value.kind === 'as-proven') throw new Error('nothing was to be taken as proven');
  return describe(looked.value.observation);
}

/** What would be done and what is told, in an order of its own. Private names are new in every plan. */
function describe({ plan: { operations, ...rest }, observed }: Observation): readonly string[] {
  const planned = operations.map((operation) => {
    const { verb, side, path, target } = noteOperation(operation, { operations, ...rest });
    return `${verb} ${side} ${path} → ${operation.kind === 'move' && operation.role === 'park' ? 'aside' : target}`;
  });
  return [...planned, ...observed.problems.map(({ side, path, code }) => `${code} ${side} ${path}`)].toSorted();
}

/** One change by a user; the paths that it touched. */
function change(hand: Hand, random: Random, number: number): readonly RelativePath[] {
  const items = hand.items();
  const item = random.pick(items);
  const place = findPlace(hand, random);
  const dice = random.below(10);
  if (item === undefined || dice < 3) {
    if (place === undefined) return [];
    if (random.chance(60)) hand.write(place, `new ${number}`);
    else hand.makeDirectory(place);
    return [place];
  }
  const [path, content] = item;
  if (dice < 5 && content !== undefined) {
    hand.write(path, `edit ${dice} ${number} ${'x'.repeat(random.below(3))}`);
    return [path];
  }
  if (dice < 8) {
    if (place === undefined || isInside(place, path)) return [];
    hand.move(path, place);
    return [path, place];
  }
  hand.remove(path);
  return [path];
}

/** A free name in some directory. */
function findPlace(hand: Hand, random: Random): RelativePath | undefined {
  const items = hand.items();
  const directories = items.flatMap(([path, content]) => (content === undefined ? [path] : []));
  const parent = random.pick([ROOT_PATH, ...directories]) ?? ROOT_PATH;
  const place = joinPath(parent, random.pick(hand.names) ?? 'a');
  return items.some(([path]) => path === place) ? undefined : place;
}

function withFewContents(hand: Hand, random: Random): Hand {
  return { ...hand, write: (path) => hand.write(path, random.pick(FEW) ?? '') };
}

function handHere({ user }: FakeFolder, contents: Contents): Hand {
  return {
    names: contents === 'few' ? NAMES_WITH_EXCLUDED : NAMES,
    items: () => user.listAll().map((path) => [path, user.readFile(path)] as const),
    write: (path, content) => user.writeFile(path, content),
    makeDirectory: (path) => user.makeDirectory(path),
    move: (from, to) => user.rename(from, to),
    remove: (path) => user.remove(path),
  };
}

function handThere({ server }: FakeFolder, contents: Contents): Hand {
  return {
    names: contents === 'few' ? NAMES_WITH_EXCLUDED : NAMES,
    items: () => Object.entries(server.snapshot()).map(([path, content]) => [path as RelativePath, content] as const),
    write: (path, content) => void server.writeFile(path, content),
    makeDirectory: (path) => void server.makeDirectory(path),
    move: (from, to) => server.move(from, to),
    remove: (path) => server.remove(path),
  };
}
