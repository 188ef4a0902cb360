import { createHash } from 'node:crypto';
import type { Checksum, ChecksumSet } from '../core/model/checksum.ts';
import { parseChecksumSet, toChecksum } from '../core/model/checksum.ts';
import { parseETag, toFileId } from '../core/model/ids.ts';
import type { ETag, FileId } from '../core/model/ids.ts';
import type { Holder } from '../core/model/holder.ts';
import type { NodeKind } from '../core/model/observation.ts';
import { baseName, isInside, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { toSegments } from './dav-path.ts';
import type { RemoteEntry } from './transport.ts';

/** One item of a fake server. Only `FakeTree` changes it. */
export interface FakeNode {
  readonly fileId: FileId;
  readonly kind: NodeKind;
  readonly children: Map<string, FakeNode>;
  etag: ETag;
  bytes: Buffer;
  mtimeMs: number;
  permissions: string | undefined;
  /** What is offered as checksums of these very bytes; their SHA-1 when undefined. */
  checksumText: string | undefined;
  isProcessing: boolean;
  /** Who may write as long as it is there: whoever shows the token. */
  lock: { readonly token: string; readonly holder: Holder; readonly untilMs: number } | undefined;
  isDamaged: boolean;
  /** Listings of its directory lack it although it is there, as from a stale cache. */
  isOmitted: boolean;
}

/**
 * Items of a fake server: ids stay with an item over moves and edits, every change gives a new etag to all ancestors,
 * and to the item itself only when its own bytes change. Methods return false when there is nothing to act on.
 */
export class FakeTree {
  readonly root: FakeNode;
  /** Changes reach the etags of directories only with `propagate`, as on servers that do this in the background. */
  isPropagatingLate = false;
  readonly #late = new Set<FakeNode>();
  #hasMounts = false;
  #counter = 0;

  constructor() {
    this.root = this.#createNode('directory');
  }

  find(path: RelativePath): FakeNode | undefined {
    let node: FakeNode | undefined = this.root;
    for (const name of toSegments(path)) node = node?.children.get(name);
    return node;
  }

  /** Writes or replaces a file, in an existing directory. */
  write(path: RelativePath, bytes: Buffer, mtimeMs: number): boolean {
    const parent = this.#findDirectory(parentPath(path));
    const old = this.find(path);
    if (parent === undefined || old?.kind === 'directory' || path === ROOT_PATH) return false;
    const node = old ?? this.#createNode('file');
    node.bytes = bytes;
    node.checksumText = undefined;
    node.mtimeMs = mtimeMs;
    node.etag = this.#createETag();
    parent.children.set(baseName(path), node);
    this.#touchAncestors(path);
    return true;
  }

  makeDirectory(path: RelativePath): boolean {
    const parent = this.#findDirectory(parentPath(path));
    if (parent === undefined || this.find(path) !== undefined) return false;
    parent.children.set(baseName(path), this.#createNode('directory'));
    this.#touchAncestors(path);
    return true;
  }

  move(from: RelativePath, to: RelativePath): boolean {
    const node = this.find(from);
    const parent = this.#findDirectory(parentPath(to));
    if (node === undefined || parent === undefined || this.find(to) !== undefined || isInside(to, from)) return false;
    this.#detach(from);
    parent.children.set(baseName(to), node);
    this.#touchAncestors(from);
    this.#touchAncestors(to);
    return true;
  }

  /** Shows a directory at a second place, too, as a share that is mounted twice. Removing one place leaves the other. */
  mount(from: RelativePath, to: RelativePath): boolean {
    const node = this.find(from);
    const parent = this.#findDirectory(parentPath(to));
    if (node === undefined || parent === undefined || this.find(to) !== undefined || isInside(to, from)) return false;
    parent.children.set(baseName(to), node);
    this.#hasMounts = true;
    this.#touchAncestors(to);
    return true;
  }

  remove(path: RelativePath): boolean {
    if (path === ROOT_PATH || this.find(path) === undefined) return false;
    this.#detach(path);
    this.#touchAncestors(path);
    return true;
  }

  /** Something about an item, not its bytes, is another: all directories above it get new etags. */
  touch(path: RelativePath): void {
    this.#touchAncestors(path);
  }

  /** True for a directory whose etag does not tell yet of what happened in it. */
  isLate(directory: FakeNode): boolean {
    return this.#late.has(directory);
  }

  /** Gives all directories their new etags that wait for them; true when there were any. */
  propagate(): boolean {
    const hasLate = this.#late.size > 0;
    for (const directory of this.#late) directory.etag = this.#createETag();
    this.#late.clear();
    return hasLate;
  }

  #detach(path: RelativePath): void {
    this.find(parentPath(path))?.children.delete(baseName(path));
  }

  #findDirectory(path: RelativePath): FakeNode | undefined {
    const node = this.find(path);
    return node?.kind === 'directory' ? node : undefined;
  }

  #touchAncestors(path: RelativePath): void {
    const touched = new Set<FakeNode>();
    for (let current = path; current !== ROOT_PATH; current = parentPath(current)) {
      const parent = this.find(parentPath(current));
      if (parent !== undefined) touched.add(parent);
    }
    if (this.#hasMounts) addHolders(this.root, touched);
    for (const directory of touched) {
      if (this.isPropagatingLate) this.#late.add(directory);
      else directory.etag = this.#createETag();
    }
  }

  #createNode(kind: NodeKind): FakeNode {
    this.#counter += 1;
    const fileId = toFileId(`id-${this.#counter}`);
    return {
      fileId,
      kind,
      children: new Map(),
      etag: this.#createETag(),
      bytes: Buffer.alloc(0),
      mtimeMs: 0,
      permissions: undefined,
      checksumText: undefined,
      isProcessing: false,
      lock: undefined,
      isDamaged: false,
      isOmitted: false,
    };
  }

  #createETag(): ETag {
    this.#counter += 1;
    const etag = parseETag(`etag-${this.#counter}`);
    if (etag === undefined) throw new Error('a made-up etag is never empty');
    return etag;
  }
}

/** Adds every directory below `node` that holds one of `touched`, at whatever place. True when `node` does. */
function addHolders(node: FakeNode, touched: Set<FakeNode>): boolean {
  let isHolder = touched.has(node);
  for (const child of node.children.values()) if (addHolders(child, touched)) isHolder = true;
  if (isHolder) touched.add(node);
  return isHolder;
}

/** An item as a listing shows it. */
export function toFakeEntry(node: FakeNode, name: string): RemoteEntry {
  const isFile = node.kind === 'file';
  return {
    name,
    kind: node.kind,
    isProcessing: node.isProcessing,
    fileId: node.fileId,
    etag: node.etag,
    sizeBytes: isFile ? node.bytes.length : sumSizes(node),
    mtimeMs: node.mtimeMs,
    checksum: isFile ? offeredBy(node) : undefined,
    permissions: node.permissions,
  };
}

function offeredBy(node: FakeNode): ChecksumSet | undefined {
  return node.checksumText === undefined ? toFakeChecksum(node.bytes) : parseChecksumSet(node.checksumText);
}

const checksums = new WeakMap<Buffer, Checksum>();

/** Bytes of the fake are never changed in place, so that each version is hashed once. */
function toFakeChecksum(bytes: Buffer): Checksum {
  const known = checksums.get(bytes);
  if (known !== undefined) return known;
  const checksum = toChecksum(createHash('sha1').update(bytes).digest('hex'));
  checksums.set(bytes, checksum);
  return checksum;
}

function sumSizes(node: FakeNode): number {
  return [...node.children.values()].reduce(
    (sum, child) => sum + (child.kind === 'file' ? child.bytes.length : sumSizes(child)),
    0,
  );
}
