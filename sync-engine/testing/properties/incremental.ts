import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { isInside, joinPath, parentPath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { LocalScope } from '#sync-engine/discovery/local-discovery.ts';
import type { Observation, Trust } from '#sync-engine/engine/looking/observe.ts';
import { TRUST_NOTHING } from '#sync-engine/engine/looking/observe.ts';
import { noteOperation } from '#sync-engine/engine/planning/plan-notes.ts';
import { parseProof } from '#sync-engine/engine/resting/rest-proof.ts';
import type { SyncDatabase } from '#sync-engine/sync-database/sync-database.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { Random } from './random.ts';

/** What a look at hinted places led to, and a complete one. */
export interface IncrementalCase {
  readonly seed: number;
  readonly steps: readonly string[];
  readonly hinted: readonly string[];
  readonly complete: readonly string[];
  /** False when the look at hinted places left out rows of which the proof of rest tells. */
  readonly hasReadAll: boolean;
}

const NAMES = ['a', 'b', 'c'];

/** One of them takes no part in syncing. */
const NAMES_WITH_EXCLUDED = [...NAMES, 'a~'];
const MAX_STEPS = 6;
const MAX_ITEMS = 10;

const STEPS_HERE_PERCENT = 50;

/** With anything changed on the server, or forgotten by it, a proof of rest is none. */
const STEPS_HERE_AT_REST_PERCENT = 97;
const EXPIRY_PERCENT = 30;
const EXPIRY_AT_REST_PERCENT = 3;

/** So that a proof of rest has something to leave out. */
const FILES_AT_REST = ['a/a', 'a/b/a', 'a/b/b', 'b/a', 'b/c/a', 'c/a', 'c/b'];

/** More than the clock step of any disk: what was written is at rest. */
const REST_MS = 3_000;

const { signal } = new AbortController();

/** `few`: files often have the very bytes of others, and always their size; some places take no part. */
export type Contents = 'distinct' | 'few';
const FEW = ['one', 'two', 'six'];

/** What a look at hinted places starts from: what both sides agreed on, or also the proof that nothing was to be done. */
export type Ground = 'agreed' | 'proven';

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
  ground: Ground = 'agreed',
): Promise<IncrementalCase | undefined> {
  const played = await playIncrementalCase(seed, contents, ground);
  return played.hinted.join() === played.complete.join() ? undefined : played;
}

/** The same, with both plans whatever they are. */
export async function playIncrementalCase(seed: number, contents: Contents, ground: Ground): Promise<IncrementalCase> {
  const random = new Random(seed);
  const isAtRest = ground === 'proven';
  let hasReadAll = false;
  const folder = new FakeFolder({ wrapDatabase: (database) => noteReading(database, () => (hasReadAll = true)) });
  const hands = [handHere(folder, contents), handThere(folder, contents)];
  const [here, there] = contents === 'few' ? hands.map((hand) => withFewContents(hand, new Random(seed + 1))) : hands;
  if (here === undefined || there === undefined) throw new Error('two hands are needed');
  for (const path of isAtRest ? FILES_AT_REST : []) here.write(path as RelativePath, `first ${path}`);
  for (let count = 1 + random.below(MAX_ITEMS); count > 0; count -= 1) change(here, random, seed);
  await folder.settle();
  const hints = new Set<RelativePath>();
  const steps: string[] = [];
  for (let count = 1 + random.below(MAX_STEPS); count > 0; count -= 1) {
    const isHere = random.chance(isAtRest ? STEPS_HERE_AT_REST_PERCENT : STEPS_HERE_PERCENT);
    const touched = change(isHere ? here : there, random, count);
    if (touched.length > 0) steps.push(`${isHere ? 'here' : 'there'}: ${touched.join(' → ')}`);
    if (isHere) for (const path of touched) hints.add(parentPath(path));
  }
  if (random.chance(isAtRest ? EXPIRY_AT_REST_PERCENT : EXPIRY_PERCENT)) folder.server.expireSyncTokens();
  await folder.passTime(REST_MS);
  hasReadAll = false;
  const scope = { kind: 'directories', paths: [...hints] } as const;
  const hinted = await plan(folder, scope, isAtRest ? trustProof(folder) : TRUST_AGREED);
  const isWhole = hasReadAll;
  await forgetWhatWasSeen(folder);
  const complete = await plan(folder, { kind: 'everything' }, TRUST_NOTHING);
  return { seed, steps, hinted, complete, hasReadAll: isWhole };
}

const TRUST_AGREED: Trust = { ...TRUST_NOTHING, isForAll: false, isSearchingDamage: false };

function trustProof({ database }: FakeFolder): Trust {
  const proof = database.loadRestProof();
  return { ...TRUST_AGREED, isSearchingConflicts: false, proof: proof === undefined ? undefined : parseProof(proof) };
}

function noteReading(database: SyncDatabase, onAll: () => void): SyncDatabase {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'loadBase' || name === 'readBase') onAll();
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function'
        ? (...args: unknown[]): unknown => Reflect.apply(member, target, args)
        : member;
    },
  });
}

/** For people. */
export function explainIncremental({ seed, steps, hinted, complete }: IncrementalCase): string {
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
  // What was changed was changed back, or nothing was.
  return looked.value.kind === 'as-proven' ? [] : describe(looked.value.observation);
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
