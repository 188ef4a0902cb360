import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { FakeInitiator } from '#sync-engine/transport/fake-server.ts';
import { FakeServer } from '#sync-engine/transport/fake-server.ts';
import type { FakeNode } from '#sync-engine/transport/fake-tree.ts';

/** A change that somebody is about to make on the server. */
export interface ServerChange {
  readonly act: 'write' | 'make-directory' | 'move' | 'remove';
  readonly path: RelativePath;
  /** What is there before. */
  readonly node: FakeNode | undefined;
  /** For `write`: the new bytes. */
  readonly content: string | undefined;
}

/** Hears of changes by computers, before and after each. */
export interface ServerObserver {
  beforeChange(initiator: object, change: ServerChange): void;
  afterChange(initiator: object, change: ServerChange): void;
}

/** The fake server with a memory of all versions, and somebody who watches what computers do to it. */
export class SimulatedServer extends FakeServer {
  /** Content by etag, for every version of a file that ever was. */
  readonly versions = new Map<string, string>();
  observer: ServerObserver | undefined;

  override write(
    initiator: FakeInitiator,
    path: RelativePath,
    content: { readonly bytes: Buffer; readonly mtimeMs: number },
  ): boolean {
    const change = this.#describe('write', path, content.bytes.toString('utf8'));
    return this.#watch(initiator, change, () => {
      const isDone = super.write(initiator, path, content);
      const node = this.tree.find(path);
      if (node?.kind === 'file') this.versions.set(node.etag, node.bytes.toString('utf8'));
      return isDone;
    });
  }

  override createDirectory(initiator: FakeInitiator, path: RelativePath): boolean {
    return this.#watch(initiator, this.#describe('make-directory', path), () => super.createDirectory(initiator, path));
  }

  /** What moves is omitted no longer: no question that WebDAV can ask would find it at its new place. */
  override relocate(initiator: FakeInitiator, from: RelativePath, to: RelativePath): boolean {
    const node = this.tree.find(from);
    if (node !== undefined) node.isOmitted = false;
    return this.#watch(initiator, this.#describe('move', from), () => super.relocate(initiator, from, to));
  }

  override delete(initiator: FakeInitiator, path: RelativePath): boolean {
    return this.#watch(initiator, this.#describe('remove', path), () => super.delete(initiator, path));
  }

  /** All items but the root: content of files, `undefined` for directories. */
  paths(): ReadonlyMap<string, string | undefined> {
    return new Map(Object.entries(this.snapshot()));
  }

  /** Every item with its path. */
  nodes(): readonly { readonly path: string; readonly node: FakeNode }[] {
    return Object.keys(this.snapshot()).map((path) => ({ path, node: this.getNode(path) }));
  }

  #describe(act: ServerChange['act'], path: RelativePath, content?: string): ServerChange {
    return { act, path, node: path === ROOT_PATH ? undefined : this.tree.find(path), content };
  }

  #watch(initiator: FakeInitiator, change: ServerChange, act: () => boolean): boolean {
    if (initiator !== undefined) this.observer?.beforeChange(initiator, change);
    const isDone = act();
    if (initiator !== undefined) this.observer?.afterChange(initiator, change);
    return isDone;
  }
}

/** Contents of all files at or below a node. */
export function fileContents(node: FakeNode | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.kind === 'file') return [node.bytes.toString('utf8')];
  return [...node.children.values()].flatMap(fileContents);
}
