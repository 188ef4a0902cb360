import type { RemoteKey } from '../model/ids.ts';
import type { NodeKind } from '../model/observation.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { isName, joinPath, ROOT_PATH } from '../model/relative-path.ts';

/** What an outline needs of a row of the server's tree. */
export interface OutlinedRow {
  readonly key: RemoteKey;
  /** Undefined for the root. */
  readonly parentKey: RemoteKey | undefined;
  readonly name: string;
  readonly kind: NodeKind;
  /** Of a directory what the server says of all it holds, or 0. */
  readonly sizeBytes: number;
  /** Undefined: what is in this directory has never been listed. */
  readonly listedEtag: unknown;
}

/** A directory of the outline. */
export interface OutlinedDirectory {
  readonly path: RelativePath;
  /** Undefined where the server does not tell. */
  readonly sizeBytes: number | undefined;
}

/**
 * The directories of one version of the server's tree. Goes over all rows once, when it is made; every question after
 * that costs only what it tells of. What does not hang on the root is not in it.
 */
export class DirectoryOutline {
  readonly #directories = new Map<RemoteKey, OutlinedRow & { readonly path: RelativePath }>();
  /** Files at any depth; undefined: a part has never been listed. */
  readonly #fileCounts = new Map<RemoteKey, number | undefined>();

  constructor(rows: ReadonlyMap<RemoteKey, OutlinedRow>) {
    const inside = new Map<RemoteKey, OutlinedRow[]>();
    let root: OutlinedRow | undefined;
    for (const row of rows.values()) {
      const { parentKey } = row;
      if (row.kind === 'file') {
        if (parentKey !== undefined) this.#fileCounts.set(parentKey, (this.#fileCounts.get(parentKey) ?? 0) + 1);
      } else if (parentKey === undefined) root = row;
      else {
        const siblings = inside.get(parentKey);
        if (siblings === undefined) inside.set(parentKey, [row]);
        else siblings.push(row);
      }
    }
    if (root !== undefined) this.#directories.set(root.key, { ...root, path: ROOT_PATH });
    // A map goes on over what is added to it on the way: parents come before what they hold.
    for (const [key, { path }] of this.#directories) {
      for (const row of inside.get(key) ?? [])
        if (isName(row.name)) this.#directories.set(row.key, { ...row, path: joinPath(path, row.name) });
    }
    this.#addUp();
  }

  /** Files at any depth of a directory; undefined when a part of it has never been listed, or it is not known at all. */
  countFiles(key: RemoteKey): number | undefined {
    return this.#directories.has(key) ? this.#fileCounts.get(key) : undefined;
  }

  /** Directories whose name contains a text, in any case of letters; by path. */
  search(text: string): readonly OutlinedDirectory[] {
    const wanted = text.toLocaleLowerCase();
    return [...this.#directories.values()]
      .filter(({ path, name }) => path !== ROOT_PATH && name.toLocaleLowerCase().includes(wanted))
      .map(({ path, sizeBytes }) => ({ path, sizeBytes: sizeBytes || undefined }))
      .toSorted((a, b) => a.path.localeCompare(b.path));
  }

  /** Directories into which nobody has looked, the higher ones first. The root alone while nothing is known. */
  listUnseen(): readonly RelativePath[] {
    if (this.#directories.size === 0) return [ROOT_PATH];
    return [...this.#directories.values()].flatMap(({ path, listedEtag }) => (listedEtag === undefined ? [path] : []));
  }

  #addUp(): void {
    for (const { key, parentKey, listedEtag } of [...this.#directories.values()].toReversed()) {
      const own = listedEtag === undefined ? undefined : this.#own(key);
      this.#fileCounts.set(key, own);
      if (parentKey === undefined) continue;
      const above = this.#own(parentKey);
      this.#fileCounts.set(parentKey, own === undefined || above === undefined ? undefined : above + own);
    }
  }

  /** What has been added up so far: nothing yet is 0, a part that nobody has listed stays undefined. */
  #own(key: RemoteKey): number | undefined {
    return this.#fileCounts.has(key) ? this.#fileCounts.get(key) : 0;
  }
}
