import { isSameBirth } from '../../core/merge/local-identity.ts';
import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { toRemoteKey } from '../../core/model/ids.ts';
import type { LocalItem } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { BaseRow, RemoteRow } from '../../sync-database/sync-database.ts';

/** Where both sides have a directory. */
export interface DirectoryPlace {
  readonly here: LocalItem;
  readonly there: RemoteRow;
}

/** What directories are looked for in. */
export interface DirectoryPlacesInput {
  /** Views of all directories that were read. */
  readonly here: Iterable<LocalView>;
  /** Each item is there once, under the key that its file id makes. */
  readonly there: { readonly rows: ReadonlyMap<RemoteKey, RemoteRow> };
  readonly base: ReadonlyMap<NodeId, BaseRow>;
}

/**
 * Finds agreed directories on both sides, wherever they are, by what identity goes by there: inode and birth, and file
 * id. What stands for two directories, now or in the base, proves nothing. Pure.
 *
 * @see identifyLocal
 * @see identifyRemote
 */
export class DirectoryPlaces {
  readonly #here: ReadonlyMap<bigint, readonly LocalItem[]>;
  readonly #there: DirectoryPlacesInput['there'];
  readonly #knownByInode: ReadonlyMap<bigint | undefined, readonly BaseRow[]>;
  readonly #knownByFileId: ReadonlyMap<string | undefined, readonly BaseRow[]>;

  constructor({ here, there, base }: DirectoryPlacesInput) {
    const items = Array.from(here, (view) => view.items.filter(({ kind }) => kind === 'directory')).flat();
    const known = [...base.values()].filter(({ kind }) => kind === 'directory');
    this.#here = Map.groupBy(items, ({ stamp }) => stamp.inode);
    this.#there = there;
    this.#knownByInode = Map.groupBy(known, ({ local }) => local?.inode);
    this.#knownByFileId = Map.groupBy(known, ({ remote }) => remote?.fileId);
  }

  /** Undefined when a side has it no more, or something about it is another than agreed. */
  find(row: BaseRow): DirectoryPlace | undefined {
    if (row.local === undefined || row.remote === undefined) return undefined;
    const { inode } = row.local;
    const { fileId } = row.remote;
    const isKnownOnce = [this.#knownByInode.get(inode), this.#knownByFileId.get(fileId)].every(
      (known) => known?.length === 1,
    );
    const [here, ...others] = this.#here.get(inode) ?? [];
    const there = this.#there.rows.get(toRemoteKey(fileId, () => false));
    if (!isKnownOnce || here === undefined || others.length > 0 || there === undefined) return undefined;
    return isAgreedHere(row, here) && isAgreedThere(row, there) ? { here, there } : undefined;
  }
}

/** True for the item of a row, wherever it is here, as it was agreed on. */
export function isAgreedHere(row: BaseRow, item: LocalItem): boolean {
  if (row.local === undefined || row.kind !== item.kind) return false;
  return isSameStamp(row.kind, row.local, item.stamp) && isSameBirth(item, { stamp: row.local });
}

/** The same for the server. */
export function isAgreedThere({ kind, checksum, remote: agreed }: BaseRow, now: RemoteRow): boolean {
  if (agreed === undefined || kind !== now.kind || now.isProcessing) return false;
  if (agreed.fileId !== now.fileId || agreed.permissions !== now.permissions) return false;
  if (kind === 'directory') return true;
  return agreed.etag === now.etag && agreed.sizeBytes === now.sizeBytes && checksum !== undefined;
}
