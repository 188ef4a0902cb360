import type { FileId, RemoteKey } from '../model/ids.ts';
import type { NodeKind } from '../model/observation.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { isName, joinPath, ROOT_PATH } from '../model/relative-path.ts';

/** One item of the server's tree, as far as choices need it. */
export interface SeenItem {
  readonly key: RemoteKey;
  /** Undefined for the root. */
  readonly parentKey: RemoteKey | undefined;
  readonly fileId: FileId;
  readonly name: string;
  readonly kind: NodeKind;
  /** Of a directory what the server says of all it holds, or 0. */
  readonly sizeBytes: number;
}

/** The server's tree as it was last seen, by file id: one that stands at several places is one directory to choose. */
export class SeenTree {
  readonly #items: ReadonlyMap<RemoteKey, SeenItem>;
  #byFileId: ReadonlyMap<FileId, readonly SeenItem[]> | undefined;
  #byPath: ReadonlyMap<RelativePath | undefined, readonly SeenItem[]> | undefined;

  constructor(items: ReadonlyMap<RemoteKey, SeenItem>) {
    this.#items = items;
  }

  /** All places of a file id. */
  placesOf(fileId: FileId): readonly SeenItem[] {
    this.#byFileId ??= Map.groupBy(this.#items.values(), (item) => item.fileId);
    return this.#byFileId.get(fileId) ?? [];
  }

  /** Undefined when one of the directories above is not in the tree. */
  findPath(item: SeenItem): RelativePath | undefined {
    const way = [item, ...this.above(item)];
    const top = way.pop();
    if (top?.parentKey !== undefined || !way.every(({ name }) => isName(name))) return undefined;
    return way.reduceRight<RelativePath>((path, { name }) => joinPath(path, name), ROOT_PATH);
  }

  /** The directories above an item, the nearest first. */
  above(item: SeenItem): readonly SeenItem[] {
    const above: SeenItem[] = [];
    for (let at: SeenItem | undefined = item; at?.parentKey !== undefined && above.length <= this.#items.size;) {
      at = this.#items.get(at.parentKey);
      if (at !== undefined) above.push(at);
    }
    return above;
  }

  /** The directories at a path; a server that contradicts itself shows several. */
  directoriesAt(path: RelativePath): readonly SeenItem[] {
    this.#byPath ??= Map.groupBy(
      this.directories(() => true),
      (item) => this.findPath(item),
    );
    return this.#byPath.get(path) ?? [];
  }

  /** Directories that answer to `isWanted`. */
  directories(isWanted: (item: SeenItem) => boolean): readonly SeenItem[] {
    return [...this.#items.values()].filter((item) => item.kind === 'directory' && isWanted(item));
  }
}
