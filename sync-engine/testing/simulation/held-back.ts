import { createNameRules } from '#sync-engine/core/merge/names.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { baseName, joinPath, parentPath } from '#sync-engine/core/model/relative-path.ts';
import { findKeptApart, isAtOrBelow } from './excluding.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** What a computer that cannot follow the server everywhere leaves as it was, by the path here and there. */
export interface HeldBack {
  /** It may stay on this computer, though the server does not have it. */
  readonly mayStay: (path: string) => boolean;
  /** It may be missing on this computer, though the server has it. */
  readonly mayLack: (path: string) => boolean;
}

const NOTHING_HELD: HeldBack = { mayStay: () => false, mayLack: () => false };

/**
 * Items that the server moved to where this computer cannot follow stay where they were, with all below them, and so do
 * the directories that hold them, though the server deleted those. Whatever shall have a name that one of all these
 * still has, in any spelling that is the same name here, waits where it was, too.
 */
export function findHeldBack(
  world: SimulatedWorld,
  computer: SimulatedComputer,
  isUnsyncable: (path: string) => boolean,
): HeldBack {
  if (isPlain(computer)) return NOTHING_HELD;
  const toKey = createPathKey(computer);
  const serverPaths = new Map(world.server.nodes().map(({ path, node }) => [node.fileId, path]));
  const rows = [...computer.storage.base.values()].flatMap(({ local, remote }) => {
    const path = remote === undefined ? undefined : serverPaths.get(remote.fileId);
    return local === undefined || path === undefined ? [] : [{ inode: local.inode, path }];
  });
  const placesHere = findPlacesHere(computer, rows);
  const living = new Set(rows.map(({ inode }) => inode));
  const pathsThere = new Map(rows.map(({ inode, path }) => [inode, path]));
  // One that holds a link has the place of another all the same, where the server moved it elsewhere.
  const items = computer
    .nodes()
    .filter(({ path, node }) => !isUnsyncable(path) || (pathsThere.get(node.inode) ?? path) !== path);
  const held = new Set<string>();
  const shells = new Set<string>();
  for (let before = -1; before !== held.size + shells.size;) {
    before = held.size + shells.size;
    const keys = new Set([...held, ...shells].map(toKey));
    // A directory on the way that is not here yet cannot be made where one that is held back stands.
    const isBlocked = (path: string): boolean =>
      isUnsyncable(path) ||
      isUnsyncable(placesHere(path)) ||
      prefixes(path).some((prefix) => keys.has(toKey(prefix)) || keys.has(toKey(placesHere(prefix))));
    const inodes = new Set(rows.filter(({ path }) => isBlocked(path)).map(({ inode }) => inode));
    for (const { path, node } of items) {
      if (inodes.has(node.inode)) held.add(path);
      else if (!living.has(node.inode) && [...held].some((at) => isAtOrBelow(at, path))) shells.add(path);
    }
  }
  const heldKeys = [...held].map(toKey);
  const shellKeys = [...shells].map(toKey);
  const isAtOne = (path: string, keys: readonly string[]): boolean => keys.some((at) => isAtOrBelow(toKey(path), at));
  return {
    mayStay: (path) => shells.has(path) || isAtOne(path, heldKeys),
    mayLack: (path) => isAtOne(path, heldKeys) || isAtOne(path, shellKeys),
  };
}

/**
 * The place that a path of the server has on this computer for as long as the directory above it stays where it is here:
 * what has to get there finds what is there.
 */
function findPlacesHere(
  computer: SimulatedComputer,
  rows: readonly { readonly inode: bigint; readonly path: string }[],
): (path: string) => string {
  const inodes = new Map(rows.map(({ inode, path }) => [path, inode]));
  const directories = computer.nodes().filter(({ node }) => node.kind === 'directory');
  const pathsHere = new Map<string, string>(directories.map(({ path, node }) => [String(node.inode), path]));
  return (path) => {
    const above = parentPath(path as RelativePath);
    const here = pathsHere.get(String(inodes.get(above)));
    return here === undefined ? path : joinPath(here as RelativePath, baseName(path as RelativePath));
  };
}

/** Two paths with equal keys are one path on this computer. */
export function createPathKey(computer: SimulatedComputer): (path: string) => string {
  const rules = createNameRules({ ...computer.settings, nameRules: 'posix' }, 'owncloud10');
  return (path) =>
    path
      .split('/')
      .map((name) => rules.key(name))
      .join('/');
}

/**
 * Paths that a computer cannot sync and says so: what has the place of a link or of what takes no part, or holds one, and
 * names of the server that it cannot tell apart.
 */
export function findUnsyncable(world: SimulatedWorld, computer: SimulatedComputer): (path: string) => boolean {
  const there = world.server.paths();
  const toKey = createPathKey(computer);
  const nodes = computer.nodes().filter(({ node }) => node.kind !== 'file' && node.kind !== 'directory');
  const leftOut = [...nodes.map(({ path }) => path), ...findKeptApart(world, computer).places].map(toKey);
  const counts = new Map<string, number>();
  for (const path of there.keys()) counts.set(toKey(path), (counts.get(toKey(path)) ?? 0) + 1);
  return (path) => {
    const key = toKey(path);
    if (leftOut.some((at) => isAtOrBelow(key, at) || isAtOrBelow(at, key))) return true;
    return prefixes(path).some((prefix) => (counts.get(toKey(prefix)) ?? 0) > 1);
  };
}

function prefixes(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** Nothing on this computer keeps sides apart on purpose: no links, and it holds every name. */
export function isPlain({ links, settings }: SimulatedComputer): boolean {
  return links.size === 0 && settings.isCaseSensitive && settings.keepsUnicodeForm;
}
