import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { isInside, joinPath, parentPath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import type { OwedBytes } from './owed-bytes.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import { textOf } from './simulated-computer.ts';
import type { FakeNode } from '#sync-engine/transport/fake-tree.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** An item as a user sees it. */
export interface UserItem {
  readonly path: RelativePath;
  readonly kind: 'file' | 'directory' | 'other';
  readonly content: string;
}

/** What a user can do at one place: at a computer or, with a browser, on the server. */
export interface Hand {
  readonly name: string;
  items(): readonly UserItem[];
  /** Also what is parked, or what a stale listing hides from the user: a directory takes all it holds along when it goes. */
  allItems(): readonly UserItem[];
  isFree(path: RelativePath): boolean;
  /** Writes in place, or makes the file. */
  write(path: RelativePath, content: string): void;
  /** Saves as a new item under the old name: a new inode here, a new file id there. */
  saveAnew(path: RelativePath, content: string): void;
  makeDirectory(path: RelativePath): void;
  move(from: RelativePath, to: RelativePath): void;
  remove(path: RelativePath): void;
  /** Something that is never synced; false where there is no such thing. */
  makeLink(path: RelativePath): boolean;
  /** Another time of modification, the same bytes. */
  touch(path: RelativePath): void;
}

/** One change by a user. */
export interface UserScene {
  readonly hand: Hand;
  readonly dice: number;
  readonly names: readonly string[];
  readonly bytes: OwedBytes;
  /** Contents at a path elsewhere, for users who write the same by chance. */
  readonly elsewhere: (path: RelativePath) => string | undefined;
  /** The bytes of this file are about to be replaced or deleted. */
  readonly letGo: (item: UserItem) => void;
  readonly makesLinks: boolean;
}

/** Carries out one change; its words for the trace, undefined when the dice asked too much. */
export function actAsUser(scene: UserScene): string | undefined {
  const random = new Random(scene.dice);
  const items = scene.hand.items();
  const item = random.pick(items);
  const choice = random.below(100);
  if (item === undefined || choice < 30) return create(scene, random);
  if (choice < 55) return item.kind === 'file' ? edit(scene, random, item) : undefined;
  if (choice < 80) return move(scene, random, item);
  if (choice < 85) return replaceKind(scene, item);
  if (choice < 88 && item.kind === 'file') {
    scene.hand.touch(item.path);
    return `touch ${item.path}`;
  }
  return remove(scene, item);
}

function findPlace({ hand, names }: UserScene, random: Random): RelativePath | undefined {
  const directories = hand.items().filter((item) => item.kind === 'directory');
  const parent = random.pick([ROOT_PATH, ...directories.map((item) => item.path)]);
  const name = random.pick(names);
  if (parent === undefined || name === undefined) return undefined;
  const path = joinPath(parent, name);
  return hand.isFree(path) ? path : undefined;
}

function create(scene: UserScene, random: Random): string | undefined {
  const { hand } = scene;
  const path = findPlace(scene, random);
  if (path === undefined) return undefined;
  if (random.chance(35)) {
    hand.makeDirectory(path);
    return `new directory ${path}`;
  }
  if (scene.makesLinks && random.chance(8) && hand.makeLink(path)) return `new link ${path}`;
  const content = writeContent(scene, random, path);
  hand.write(path, content);
  return `new file ${path} ${content}`;
}

/** Mostly new bytes; sometimes none, those of another file, or what somebody writes elsewhere under the same name. */
function writeContent({ bytes, hand, elsewhere }: UserScene, random: Random, path: RelativePath): string {
  const dice = random.below(100);
  const sameElsewhere = dice < 8 ? elsewhere(path) : undefined;
  const other = dice < 18 ? random.pick(hand.items()) : undefined;
  const copied = sameElsewhere ?? (other?.kind === 'file' ? other.content : undefined);
  const fresh = (): string => (dice < 22 ? '' : bytes.newContent(random.chance(20)));
  const content = copied !== undefined && bytes.owed.has(copied) ? copied : fresh();
  bytes.write(content);
  return content;
}

function edit(scene: UserScene, random: Random, item: UserItem): string {
  const { path, content: before } = item;
  scene.letGo(item);
  const content = writeContent(scene, random, path);
  scene.bytes.noteReplacement(before, content);
  if (random.chance(40)) scene.hand.saveAnew(path, content);
  else scene.hand.write(path, content);
  return `edit ${path} ${before} → ${content}`;
}

function move(scene: UserScene, random: Random, item: UserItem): string | undefined {
  if (random.chance(25)) return swap(scene, random, item);
  const to = findPlace(scene, random);
  if (to === undefined || isInside(to, item.path)) return undefined;
  scene.hand.move(item.path, to);
  scene.bytes.work.moves += 1;
  return `move ${item.path} → ${to}`;
}

/** Two items change places, as programs do that save through a temporary name. */
function swap({ hand, bytes }: UserScene, random: Random, item: UserItem): string | undefined {
  const other = random.pick(hand.items());
  if (other === undefined || isInside(other.path, item.path) || isInside(item.path, other.path)) return undefined;
  const between = joinPath(parentPath(item.path), 'swapping');
  hand.move(item.path, between);
  hand.move(other.path, item.path);
  hand.move(between, other.path);
  bytes.work.moves += 2;
  return `swap ${item.path} ⇄ ${other.path}`;
}

/** A directory takes the place of a file, or a file that of a directory. */
function replaceKind(scene: UserScene, item: UserItem): string | undefined {
  remove(scene, item);
  if (item.kind === 'file') {
    scene.hand.makeDirectory(item.path);
    return `replace ${item.path} by a directory`;
  }
  const content = scene.bytes.newContent(false);
  scene.bytes.write(content);
  scene.hand.write(item.path, content);
  return `replace ${item.path} by a file ${content}`;
}

function remove({ hand, bytes, letGo }: UserScene, item: UserItem): string {
  for (const below of hand.allItems()) {
    if (below.kind !== 'file' || !isInside(below.path, item.path)) continue;
    letGo(below);
    bytes.noteDeletion(below.content);
  }
  hand.remove(item.path);
  return `delete ${item.path}`;
}

/** Somebody at a computer. */
export function handAt(computer: SimulatedComputer): Hand {
  const { user, disk } = computer;
  const forgetLinks = (path: RelativePath): void => {
    for (const { path: at, node } of computer.nodes()) if (isInside(at, path)) computer.links.delete(node);
  };
  const allItems = (): readonly UserItem[] =>
    computer.nodes().map(({ path, node }) => {
      const kind = node.kind === 'file' || node.kind === 'directory' ? node.kind : 'other';
      return { path, kind, content: kind === 'file' ? textOf(node) : '' };
    });
  return {
    name: `user at computer ${computer.number}`,
    items: () => allItems().filter(isPublic),
    allItems,
    isFree: (path) => disk.find(path) === undefined,
    write: (path, content) => user.writeFile(path, content),
    saveAnew: (path, content) => user.saveByRename(path, content),
    makeDirectory: (path) => user.makeDirectory(path),
    move: (from, to) => user.rename(from, to),
    remove: (path) => {
      forgetLinks(path);
      user.remove(path);
    },
    makeLink: (path) => {
      user.makeLink(path);
      const link = disk.find(path);
      if (link !== undefined) computer.links.add(link);
      return true;
    },
    touch: (path) => user.setModificationTime(path, 1_600_000_000_000),
  };
}

/** Private names are for us alone; whoever deletes the directory of what carries one deletes that, too. */
function isPublic({ path }: UserItem): boolean {
  return !path.split('/').some((name) => name.startsWith('.bayernbox'));
}

/** Somebody with a browser on the server, or with another client. */
export function handOn(server: SimulatedServer): Hand {
  const list = (isShown: (node: FakeNode) => boolean): readonly UserItem[] =>
    server
      .nodes()
      .filter(({ node }) => isShown(node))
      .map(({ path, node }) => ({
        path: path as RelativePath,
        kind: node.kind,
        content: node.kind === 'file' ? node.bytes.toString('utf8') : '',
      }));
  return {
    name: 'user on the server',
    // The server's own pages show the same stale listing: nobody acts on what it lacks.
    items: () => list(({ isOmitted }) => !isOmitted).filter(isPublic),
    allItems: () => list(() => true),
    isFree: (path) => server.tree.find(path) === undefined,
    write: (path, content) => void server.writeFile(path, content),
    saveAnew: (path, content) => {
      server.remove(path);
      server.writeFile(path, content);
    },
    makeDirectory: (path) => void server.makeDirectory(path),
    move: (from, to) => server.move(from, to),
    remove: (path) => server.remove(path),
    makeLink: () => false,
    touch: (path) => {
      const content = server.readFile(path);
      if (content !== undefined) server.writeFile(path, content);
    },
  };
}
