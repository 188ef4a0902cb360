import { baseName, joinPath, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { FakeRemoteFaults } from './fake-remote-faults.ts';
import { FakeTree, toFakeEntry } from './fake-tree.ts';
import type { FakeNode } from './fake-tree.ts';
import type { PushNews, RemoteEntry } from './transport.ts';

/** Anyone who changes the fake server; `undefined` stands for a person or program that is not the transport. */
export type FakeInitiator = object | undefined;

interface PushListener {
  readonly initiator: FakeInitiator;
  readonly onEvent: (news: PushNews) => void;
  readonly onBreak: () => void;
}

/**
 * A server in memory, shared by any number of `FakeTransport`s. The methods without a word on who acts are another
 * user: they throw when they cannot be done, because then the test is wrong.
 */
export class FakeServer {
  readonly faults = new FakeRemoteFaults();
  readonly tree = new FakeTree();
  /** Bytes of unfinished resumable uploads by session. */
  readonly sessions = new Map<string, Buffer>();
  /** `oc:data-fingerprint` of the root; '' as on a server that was never restored. */
  dataFingerprint = '';
  /** Names that creating or moving is refused for. */
  isNameRefused: (name: string) => boolean = () => false;
  readonly lockClockMs: () => number;
  #journal: RelativePath[] = [];
  #firstToken = 0;
  #listeners = new Set<PushListener>();
  #lockCount = 0;
  #nowMs = Date.UTC(2026, 0, 1);

  /** By `lockClockMs` locks run out; they never do when it is absent. */
  constructor(lockClockMs: () => number = () => 0) {
    this.lockClockMs = lockClockMs;
  }

  writeFile(path: string, content: string | Buffer, mtimeMs?: number): RemoteEntry {
    const place = path as RelativePath;
    const time = mtimeMs ?? this.nextSecondMs();
    expectDone(this.write(undefined, place, { bytes: Buffer.from(content), mtimeMs: time }), path);
    return this.getEntry(path);
  }

  /** Makes a directory and those above it that are missing. */
  makeDirectory(path: string): RemoteEntry {
    const place = path as RelativePath;
    if (place !== ROOT_PATH && this.tree.find(parentPath(place)) === undefined) this.makeDirectory(parentPath(place));
    expectDone(this.createDirectory(undefined, place), path);
    return this.getEntry(path);
  }

  move(from: string, to: string): void {
    expectDone(this.relocate(undefined, from as RelativePath, to as RelativePath), from);
  }

  /** From now on only these letters are allowed at an item; the listing of its directory has changed by that. */
  permit(path: string, letters: string | undefined): void {
    this.getNode(path).permissions = letters;
    this.tree.touch(path as RelativePath);
    this.#announce(undefined, [path as RelativePath]);
  }

  /** Shows a directory at a second place, too, with the same ids. */
  mount(from: string, to: string): void {
    expectDone(this.tree.mount(from as RelativePath, to as RelativePath), to);
    this.#announce(undefined, [to as RelativePath]);
  }

  remove(path: string): void {
    expectDone(this.delete(undefined, path as RelativePath), path);
  }

  /** Content of a file; undefined when there is none. */
  readFile(path: string): string | undefined {
    const node = this.tree.find(path as RelativePath);
    return node?.kind === 'file' ? node.bytes.toString('utf8') : undefined;
  }

  /** Every file with its content and every directory with `undefined`, by path, sorted. */
  snapshot(): Readonly<Record<string, string | undefined>> {
    const found: [string, string | undefined][] = [];
    const walk = (node: FakeNode, path: RelativePath): void => {
      for (const [name, child] of node.children) {
        const childPath = joinPath(path, name);
        found.push([childPath, child.kind === 'file' ? child.bytes.toString('utf8') : undefined]);
        walk(child, childPath);
      }
    };
    walk(this.tree.root, ROOT_PATH);
    return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  getEntry(path: string): RemoteEntry {
    return toFakeEntry(this.getNode(path), baseName(path as RelativePath));
  }

  /** For setting permissions, damage or processing of an item. */
  getNode(path: string): FakeNode {
    const node = this.tree.find(path as RelativePath);
    if (node === undefined) throw new Error(`nothing at ${path}`);
    return node;
  }

  /** From now on, older sync-tokens have expired. */
  expireSyncTokens(): void {
    this.#firstToken = this.#journal.length + 1;
    this.#journal.push(ROOT_PATH);
  }

  /** Ends all event streams with an error. */
  breakPush(): void {
    for (const listener of this.#listeners) listener.onBreak();
  }

  /** Tells all event streams that a lock is gone. */
  announceUnlock(initiator?: FakeInitiator): void {
    for (const listener of this.#listeners)
      if (initiator === undefined || listener.initiator !== initiator) listener.onEvent('unlocked');
  }

  /** Somebody locks a file. The person at the server's own pages is not kept from anything by it. */
  lock(path: string, name: string, timeoutMs = Infinity): NonNullable<FakeNode['lock']> {
    this.#lockCount += 1;
    const untilMs = this.lockClockMs() + timeoutMs;
    const lock = { token: `fake-lock-${this.#lockCount}`, holder: { name }, untilMs };
    this.getNode(path).lock = lock;
    return lock;
  }

  /** The lock of a file is gone, as when its time has run out. */
  unlock(path: string, initiator?: FakeInitiator): void {
    this.getNode(path).lock = undefined;
    this.announceUnlock(initiator);
  }

  get syncToken(): string {
    return `fake-token-${this.#journal.length}`;
  }

  /** The directory of each change since a token; undefined for a token that is unknown or has expired. */
  findChanges(syncToken: string): readonly RelativePath[] | undefined {
    const since = Number(/^fake-token-(\d+)$/.exec(syncToken)?.[1] ?? Number.NaN);
    return since >= this.#firstToken && since <= this.#journal.length ? this.#journal.slice(since) : undefined;
  }

  listen(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A new time of modification, whole seconds as on real servers. */
  nextSecondMs(): number {
    this.#nowMs += 1000;
    return this.#nowMs;
  }

  write(
    initiator: FakeInitiator,
    path: RelativePath,
    content: { readonly bytes: Buffer; readonly mtimeMs: number },
  ): boolean {
    return this.tree.write(path, content.bytes, content.mtimeMs) && this.#announce(initiator, [path]);
  }

  createDirectory(initiator: FakeInitiator, path: RelativePath): boolean {
    return this.tree.makeDirectory(path) && this.#announce(initiator, [path]);
  }

  relocate(initiator: FakeInitiator, from: RelativePath, to: RelativePath): boolean {
    return this.tree.move(from, to) && this.#announce(initiator, [from, to]);
  }

  delete(initiator: FakeInitiator, path: RelativePath): boolean {
    return this.tree.remove(path) && this.#announce(initiator, [path]);
  }

  #announce(initiator: FakeInitiator, paths: readonly RelativePath[]): true {
    this.#journal.push(...paths.map(parentPath));
    for (const listener of this.#listeners)
      if (initiator === undefined || listener.initiator !== initiator) listener.onEvent('changed');
    return true;
  }
}

function expectDone(isDone: boolean, path: string): void {
  if (!isDone) throw new Error(`cannot be done at ${path}`);
}
