import type { LocalStamp } from '#sync-engine/core/model/observation.ts';
import { findPath } from '#sync-engine/core/model/tree.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import type { BaseRow } from '#sync-engine/sync-database/sync-database.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import type { SimulationCase } from './simulation-case.ts';

/** Names that the built-in exclude list leaves out. */
const EXCLUDED_NAMES = ['a~', 'b~'];

/** The same case, in which people also give names that take no part. All else can be told apart on every computer. */
export function withExcluded(simulated: SimulationCase): SimulationCase {
  const random = new Random(simulated.seed ^ 0xe8c1de);
  const names = ['a', 'b', 'c'].slice(0, 2 + random.below(2));
  const computers = simulated.computers.map((settings) => ({
    ...settings,
    isCaseSensitive: true,
    keepsUnicodeForm: true,
  }));
  return { ...simulated, computers, names: [...names, ...EXCLUDED_NAMES.slice(0, 1 + random.below(2))] };
}

/** True for what has such a name, and for all below it. */
export function isExcludedPath(path: string): boolean {
  return path.split('/').some((name) => name.endsWith('~'));
}

/** What names that take no part keep apart, as far as no engine can do better. */
export interface KeptApart {
  /** Rows that stay as they were, and so does what the server has of them. */
  readonly rows: ReadonlySet<BaseRow>;
  /** Paths here and there; all below them is kept apart as well. */
  readonly places: readonly string[];
}

const NOTHING_APART: KeptApart = { rows: new Set(), places: [] };

/**
 * A person here who gives an item such a name hides it: it stays on the server as it was, and its place is in use there.
 * Whatever cannot get to its place because of that stays where it was, too; and of a directory that one side deletes, the
 * other keeps what holds nothing but such names.
 */
export function findKeptApart(world: SimulatedWorld, computer: SimulatedComputer): KeptApart {
  if (!world.hasExcludedNames) return NOTHING_APART;
  const here = computer.nodes().map(({ path, node }) => ({ path, kind: node.kind, id: toIdHere(node.kind, node) }));
  const there = world.server.nodes().map(({ path, node }) => ({ path, kind: node.kind, id: node.fileId }));
  const places = new Set<string>([...here, ...there].flatMap(({ path }) => (isExcludedPath(path) ? [path] : [])));
  const rows = new Set<BaseRow>();
  const known = findKnown(computer, here, there);
  const isApart = (path: string): boolean => [...places].some((at) => isAtOrBelow(path, at));
  for (let before = -1; before !== places.size + rows.size;) {
    before = places.size + rows.size;
    for (const { row, pathHere, pathThere, agreedPath } of known) {
      const target = pathThere ?? agreedPath;
      if (pathHere === undefined) {
        // Deleted or replaced here after the server had moved it, it waits for the place that it has there.
        if (isApart(target)) rows.add(row);
        continue;
      }
      // What somebody saves anew on the server in the place of a hidden item counts as it.
      if (isExcludedPath(pathHere)) places.add(agreedPath);
      // What the server gives such a name goes from here.
      if (pathHere === target || isExcludedPath(target) || !(isApart(pathHere) || isApart(target))) continue;
      rows.add(row);
      places.add(target).add(pathHere);
    }
    // A directory that the server gave such a name stays for what it hides here, and its name is in use for as long.
    const onBoth = known.filter(
      ({ pathHere, pathThere }) => pathHere !== undefined && pathThere !== undefined && !isExcludedPath(pathThere),
    );
    const paths = new Set(onBoth.flatMap(({ pathHere, pathThere }) => [`here ${pathHere}`, `there ${pathThere}`]));
    for (const path of findShells(here, (at) => paths.has(`here ${at}`), isApart)) places.add(path);
    for (const path of findShells(there, (at) => paths.has(`there ${at}`), isApart)) places.add(path);
  }
  return { rows, places: [...places] };
}

interface Found {
  readonly path: string;
  readonly kind: string;
  readonly id: string;
}

/** Each row with where its item was agreed on, and is now on each side. */
interface Known {
  readonly row: BaseRow;
  readonly agreedPath: string;
  readonly pathHere: string | undefined;
  readonly pathThere: string | undefined;
}

function findKnown(
  { storage: { base } }: SimulatedComputer,
  here: readonly Found[],
  there: readonly Found[],
): readonly Known[] {
  const pathsHere = new Map(here.map(({ path, id }) => [id, path]));
  const idsHere = new Map(here.map(({ path, id }) => [path, id]));
  const pathsThere = new Map<string | undefined, string>(there.map(({ path, id }) => [id, path]));
  const idOf = ({ kind, local }: BaseRow): string | undefined => local && toIdHere(kind, local);
  const knownIds = new Set([...base.values()].map(idOf));
  // Programs save a new file over the old name: who stands there, and nowhere before, is the file of the row.
  const isSavedAnew = (row: BaseRow, agreedPath: string): boolean => {
    const id = idsHere.get(agreedPath);
    return row.kind === 'file' && id?.startsWith('file ') === true && !knownIds.has(id);
  };
  const findHere = (row: BaseRow, agreedPath: string): string | undefined =>
    isSavedAnew(row, agreedPath) ? agreedPath : (pathsHere.get(idOf(row) ?? '') ?? findHidden(row));
  // Nobody looks into a hidden directory: what was in it is there still, whatever a person did to it since.
  const findHidden = ({ parentId, name }: BaseRow): string | undefined => {
    const parent = base.get(parentId);
    const above = parent === undefined ? undefined : findHere(parent, findPath(base, parentId) ?? '');
    return above !== undefined && isExcludedPath(above) ? `${above}/${name}` : undefined;
  };
  return [...base.values()].map((row) => {
    const agreedPath = findPath(base, row.id) ?? '';
    return { row, agreedPath, pathHere: findHere(row, agreedPath), pathThere: pathsThere.get(row.remote?.fileId) };
  });
}

/** Inodes are given again, also to directories. */
function toIdHere(kind: string, { inode, birthNs }: Pick<LocalStamp, 'inode' | 'birthNs'>): string {
  return `${kind} ${inode} ${birthNs}`;
}

/** Directories that only one side has, because they hold what is kept apart, and else only what leaves them. */
function findShells(
  items: readonly Found[],
  isOnBoth: (path: string) => boolean,
  isApart: (path: string) => boolean,
): readonly string[] {
  return items.flatMap(({ path, kind }) => {
    if (kind !== 'directory' || isOnBoth(path) || isApart(path)) return [];
    const below = items.filter((item) => item.path !== path && isAtOrBelow(item.path, path));
    const isShell =
      below.some((item) => isApart(item.path)) &&
      below.every(({ kind: itemKind, path: at }) => itemKind === 'directory' || isApart(at) || isOnBoth(at));
    return isShell ? [path] : [];
  });
}

export function isAtOrBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
