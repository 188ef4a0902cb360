import type { FileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { listAbove } from '../model/relative-path.ts';
import type { Choice } from '../model/selection.ts';
import { isAway } from '../model/selection.ts';
import type { SeenTree } from './seen-tree.ts';

/** A directory as somebody named it: by id, and by where it was then. */
export type Named = Pick<Choice, 'fileId' | 'path'>;

/**
 * Choices that tell what lies above and below a directory, at the cost of its depth: somebody who wants three of ten
 * thousand directories makes ten thousand choices. Places go by ids, and by paths where the tree does not know a
 * directory. Changes with `put` and `remove`; the order is that of the puts.
 */
export class ChoiceIndex {
  readonly #tree: SeenTree;
  readonly #choices = new Map<FileId, Choice>();
  readonly #byPath = new Map<RelativePath, Set<FileId>>();
  /** Of each directory, by id or by path, the choices that lie in it. */
  readonly #within = new Map<string, Set<FileId>>();

  constructor(choices: readonly Choice[], tree: SeenTree) {
    this.#tree = tree;
    for (const choice of choices) this.put(choice);
  }

  list(): readonly Choice[] {
    return [...this.#choices.values()];
  }

  has(fileId: FileId): boolean {
    return this.#choices.has(fileId);
  }

  put(choice: Choice): void {
    this.#choices.set(choice.fileId, choice);
    addTo(this.#byPath, choice.path, choice.fileId);
    for (const key of this.#listAbove(choice)) addTo(this.#within, key, choice.fileId);
  }

  remove(choice: Choice): void {
    this.#choices.delete(choice.fileId);
    this.#byPath.get(choice.path)?.delete(choice.fileId);
    for (const key of this.#listAbove(choice)) this.#within.get(key)?.delete(choice.fileId);
  }

  /** The choice that keeps a directory away by keeping one above it away; undefined when none does. */
  findAwayAbove(directory: Named): Choice | undefined {
    const places = this.#tree.placesOf(directory.fileId);
    const above =
      places.length === 0
        ? [directory.path, ...listAbove(directory.path)].flatMap((path) => [...(this.#byPath.get(path) ?? [])])
        : places.flatMap((place) => this.#tree.above(place).map(({ fileId }) => fileId));
    return above
      .filter((fileId) => fileId !== directory.fileId)
      .map((fileId) => this.#choices.get(fileId))
      .find((choice) => choice !== undefined && isAway(choice));
  }

  /** Choices for a directory itself, and for what lies in it. */
  findWithin({ fileId, path }: Named): readonly Choice[] {
    const ids = new Set([
      fileId,
      ...(this.#within.get(toPathKey(path)) ?? []),
      ...(this.#within.get(toIdKey(fileId)) ?? []),
    ]);
    return [...ids].flatMap((id) => this.#choices.get(id) ?? []);
  }

  #listAbove({ fileId, path }: Named): readonly string[] {
    const places = this.#tree.placesOf(fileId);
    if (places.length === 0) return [path, ...listAbove(path)].map(toPathKey);
    return places.flatMap((place) => this.#tree.above(place).map((item) => toIdKey(item.fileId)));
  }
}

function toPathKey(path: RelativePath): string {
  return `path ${path}`;
}

function toIdKey(fileId: FileId): string {
  return `id ${fileId}`;
}

function addTo<Key>(sets: Map<Key, Set<FileId>>, key: Key, fileId: FileId): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([fileId]));
  else set.add(fileId);
}
