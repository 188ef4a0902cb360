import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { PowerCut } from './fake-durability.ts';
import { FakeDurability } from './fake-durability.ts';
import type { LocalEntryKind } from './filesystem.ts';

/** One inode of a fake disk. */
export interface FakeNode {
  readonly kind: LocalEntryKind;
  readonly inode: bigint;
  readonly birthNs: bigint;
  bytes: Uint8Array;
  mtimeNs: bigint;
  ctimeNs: bigint;
  /** By the key under which this disk finds a name. Empty for everything but directories. */
  readonly children: Map<string, FakeName>;
}

/** A name in a directory, as it was written. */
export interface FakeName {
  readonly name: string;
  readonly node: FakeNode;
}

export interface FakeDiskOptions {
  readonly isCaseSensitive?: boolean;
  readonly keepsUnicodeForm?: boolean;
  /** A freed inode number is given to the very next item, as ext4 does. */
  readonly reusesInodes?: boolean;
  /** False: nobody may take an inode number for the same item's, as on FAT. */
  readonly hasStableInodes?: boolean;
  /** Times are rounded down to this; 2 s on FAT. */
  readonly timeStepNs?: bigint;
  /** By how much time moves with every change. */
  readonly changeTakesNs?: bigint;
  /** Bytes that fit. */
  readonly capacityBytes?: number;
  /** Keeps account of what a power cut would take. */
  readonly canLosePower?: boolean;
}

/** Everything on a disk that is not mounted now. */
interface UnmountedContent {
  readonly root: FakeNode | undefined;
  readonly staging: ReadonlyMap<string, FakeNode>;
  readonly kept: ReadonlyMap<string, Map<string, FakeNode>>;
  readonly privateTexts: ReadonlyMap<string, string>;
}

/**
 * What lies on a disk in memory: it stays when the file system on it is closed, crashes and is opened again. No checks
 * and no expectations here: those are the file system's; the user's programs are `FakeUser`.
 */
export class FakeDisk {
  readonly options: Required<FakeDiskOptions>;
  /** Another one after each mounting on some systems. */
  device = 1n;
  readonly staging = new Map<string, FakeNode>();
  readonly kept = new Map<string, Map<string, FakeNode>>();
  readonly privateTexts = new Map<string, string>();
  /** Undefined while no disk is mounted at the root. */
  root: FakeNode | undefined;
  isLocked = false;
  #nowNs = 1_767_225_600_000_000_000n;
  #nextInode = 2n;
  #freeInodes: bigint[] = [];
  readonly #durability: FakeDurability | undefined;
  #unmounted: UnmountedContent | undefined;

  constructor(options: FakeDiskOptions = {}) {
    this.options = {
      isCaseSensitive: true,
      keepsUnicodeForm: true,
      reusesInodes: false,
      hasStableInodes: true,
      timeStepNs: 1n,
      changeTakesNs: 1_000_000n,
      capacityBytes: Number.MAX_SAFE_INTEGER,
      canLosePower: false,
      ...options,
    };
    this.#durability = this.options.canLosePower ? new FakeDurability() : undefined;
    this.root = this.createNode('directory');
  }

  /** Time of the next change. */
  get nowNs(): bigint {
    return this.#nowNs;
  }

  /** Lets time go by, for stamps. */
  advance(byNs: bigint): void {
    this.#nowNs += byNs;
  }

  /** A new item that has no name yet. */
  createNode(kind: LocalEntryKind, bytes: Uint8Array = new Uint8Array()): FakeNode {
    const reused = this.options.reusesInodes ? this.#freeInodes.pop() : undefined;
    const inode = reused ?? this.#nextInode;
    if (reused === undefined) this.#nextInode += 1n;
    const timeNs = this.#tick();
    return { kind, inode, birthNs: timeNs, bytes, mtimeNs: timeNs, ctimeNs: timeNs, children: new Map() };
  }

  /** What is at a path; links are not followed. */
  find(path: RelativePath): FakeNode | undefined {
    return path === ROOT_PATH ? this.root : this.findName(path)?.node;
  }

  /** What is at a path, with the name it was written with. */
  findName(path: RelativePath): FakeName | undefined {
    return this.findDirectory(parentPath(path))?.children.get(this.toKey(baseName(path)));
  }

  /** The directory at a path, reached through real directories only. */
  findDirectory(path: RelativePath): FakeNode | undefined {
    const names = path === ROOT_PATH ? [] : path.split('/');
    let node = this.root;
    for (const name of names) node = node?.children.get(this.toKey(name))?.node;
    return node?.kind === 'directory' ? node : undefined;
  }

  /** Puts a node at a path, replacing what is there. The directory must exist. */
  attach(path: RelativePath, node: FakeNode): void {
    const directory = this.#getDirectory(path);
    const key = this.toKey(baseName(path));
    const before = directory.children.get(key);
    directory.children.set(key, { name: baseName(path), node });
    this.#noteNames(directory, () => {
      if (before === undefined) directory.children.delete(key);
      else directory.children.set(key, before);
    });
    this.#touchDirectory(directory);
    node.ctimeNs = this.#tick();
  }

  /** Takes the name away and gives back what it named. */
  detach(path: RelativePath): FakeNode {
    const directory = this.#getDirectory(path);
    const key = this.toKey(baseName(path));
    const found = directory.children.get(key);
    if (found === undefined) throw new Error(`nothing at ${path}`);
    directory.children.delete(key);
    this.#noteNames(directory, () => directory.children.set(key, found));
    this.#touchDirectory(directory);
    found.node.ctimeNs = this.#tick();
    return found.node;
  }

  /** Puts a node that has no name into the safety store. */
  keep(keepId: string, name: string, node: FakeNode): void {
    const items = this.kept.get(keepId) ?? new Map<string, FakeNode>();
    this.kept.set(keepId, items.set(name, node));
    this.#noteNames(node, () => items.delete(name));
  }

  /** A staging file under its name; a power cut can take a new one, and so gives no inode number to two items. */
  openStaging(id: string): FakeNode {
    const present = this.staging.get(id);
    if (present !== undefined) return present;
    const node = this.createNode('file');
    this.staging.set(id, node);
    this.#noteNames(node, () => this.staging.delete(id));
    return node;
  }

  /** Takes the name of a staging file away and gives back what it named. */
  takeStaging(id: string): FakeNode | undefined {
    const node = this.staging.get(id);
    if (node === undefined) return undefined;
    this.staging.delete(id);
    this.#noteNames(node, () => this.staging.set(id, node));
    return node;
  }

  /** Gives the inode number of an item back that has no name any more. */
  free(node: FakeNode): void {
    for (const child of node.children.values()) this.free(child.node);
    this.#freeInodes.push(node.inode);
    this.#noteNames(node, () => {
      this.#freeInodes = this.#freeInodes.filter((inode) => inode !== node.inode);
    });
  }

  /** For changes that a system makes in one step: a power cut takes all of them or none. */
  asOneChange<Value>(act: () => Value): Value {
    return this.#durability === undefined ? act() : this.#durability.asOne(act);
  }

  /** Makes the bytes of a file durable. */
  syncBytes(node: FakeNode): void {
    this.#durability?.syncBytes(node);
  }

  /** Makes names of a directory durable. */
  syncNames(path: RelativePath): void {
    const directory = this.findDirectory(path);
    if (directory !== undefined) this.#durability?.syncNames(directory);
  }

  /** Everything is on the platter, as after `sync`. */
  syncAll(): void {
    this.#durability?.syncAll();
  }

  /** The machine loses its power: what was not synced is lost in part, as `cut` decides. Nobody holds the lock then. */
  cutPower(cut: PowerCut): void {
    this.#durability?.cutPower(cut);
    this.isLocked = false;
  }

  /** Takes the disk away. Where it was mounted there is nothing, or the empty directory that it was mounted on. */
  unmount(leaves: 'nothing' | 'empty-directory'): void {
    if (this.#unmounted !== undefined) return;
    const { root, staging, kept, privateTexts } = this;
    this.#unmounted = { root, staging: new Map(staging), kept: new Map(kept), privateTexts: new Map(privateTexts) };
    for (const map of [staging, kept, privateTexts]) map.clear();
    this.root = leaves === 'nothing' ? undefined : this.createNode('directory');
  }

  /** The root with the user's items, mounted or not. */
  get contentRoot(): FakeNode | undefined {
    return this.#unmounted === undefined ? this.root : this.#unmounted.root;
  }

  /** Files in staging and in the safety store, mounted or not. */
  privateNodes(): readonly FakeNode[] {
    const { staging, kept } = this.#unmounted ?? this;
    return [...staging.values(), ...[...kept.values()].flatMap((items) => [...items.values()])];
  }

  /** Brings it back. */
  mount(): void {
    const content = this.#unmounted;
    if (content === undefined) return;
    this.#unmounted = undefined;
    this.root = content.root;
    for (const map of [this.staging, this.kept, this.privateTexts]) map.clear();
    for (const [id, node] of content.staging) this.staging.set(id, node);
    for (const [id, items] of content.kept) this.kept.set(id, items);
    for (const [name, text] of content.privateTexts) this.privateTexts.set(name, text);
  }

  /** Changes the bytes of a file in place. */
  write(node: FakeNode, bytes: Uint8Array): void {
    this.#durability?.noteBytes(node);
    node.bytes = bytes;
    node.mtimeNs = this.#tick();
    node.ctimeNs = node.mtimeNs;
  }

  /** Sets the modification time; the change time follows the disk's own clock. */
  setTime(node: FakeNode, mtimeNs: bigint): void {
    node.mtimeNs = this.#roundDown(mtimeNs);
    node.ctimeNs = this.#tick();
  }

  /** The stamp that `lstat` would show. */
  toStamp(node: FakeNode): LocalStamp {
    const { inode, birthNs, mtimeNs, ctimeNs } = node;
    return { device: this.device, inode, birthNs, sizeBytes: node.bytes.length, mtimeNs, ctimeNs };
  }

  /** The key by which this disk finds a name. */
  toKey(name: string): string {
    const form = this.options.keepsUnicodeForm ? name : name.normalize('NFC');
    return this.options.isCaseSensitive ? form : form.toLowerCase();
  }

  /** Bytes that still fit. */
  freeBytes(): number {
    const usedBytes = this.privateNodes().reduce((sum, node) => sum + node.bytes.length, 0);
    return this.options.capacityBytes - usedBytes - (this.root === undefined ? 0 : sumBytes(this.root));
  }

  #getDirectory(path: RelativePath): FakeNode {
    const directory = this.findDirectory(parentPath(path));
    if (directory === undefined) throw new Error(`no directory for ${path}`);
    return directory;
  }

  #noteNames(directory: FakeNode, undo: () => void): void {
    this.#durability?.noteNames({ directories: [directory], undo });
  }

  #touchDirectory(directory: FakeNode): void {
    directory.mtimeNs = this.#tick();
    directory.ctimeNs = directory.mtimeNs;
  }

  #tick(): bigint {
    this.#nowNs += this.options.changeTakesNs;
    return this.#roundDown(this.#nowNs);
  }

  #roundDown(timeNs: bigint): bigint {
    return timeNs - (timeNs % this.options.timeStepNs);
  }
}

function sumBytes(node: FakeNode): number {
  return [...node.children.values()].reduce((sum, child) => sum + sumBytes(child.node), node.bytes.length);
}
