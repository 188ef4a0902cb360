import { createHash } from 'node:crypto';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { ETag, FileId, NodeId } from '../../core/model/ids.ts';
import type { RemoteStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import { isAllowed } from '../../core/model/permissions.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { BaseRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { ExchangePorts, HashedFile } from './put-bytes.ts';
import { readPlace } from './put-bytes.ts';

/** Rows of the synced tree, by id and by place; read once for any number of conflicts. */
export class SyncedPlaces {
  readonly #rows: ReadonlyMap<NodeId, BaseRow>;
  readonly #byPlace = new Map<string, BaseRow>();
  readonly #seen: ReadonlyMap<FileId, Pick<RemoteStamp, 'etag' | 'permissions'>>;

  constructor(database: SyncDatabase) {
    this.#rows = database.loadBase();
    // A file that the server shows at several places has one version.
    this.#seen = new Map(
      Array.from(database.loadRemoteTree().values(), ({ fileId, etag, permissions }) => [
        fileId,
        { etag, permissions },
      ]),
    );
    for (const row of this.#rows.values()) this.#byPlace.set(`${row.parentId}/${row.name}`, row);
  }

  /** Where the first version of a conflict is, if its directory was renamed since the record was written. */
  pathOf(record: ConflictRecord): RelativePath {
    const row = this.#rows.get(record.nodeId);
    if (row === undefined || row.name !== baseName(record.path)) return record.path;
    const names: string[] = [];
    for (let at: BaseRow | undefined = row; at !== undefined; at = this.#rows.get(at.parentId)) names.push(at.name);
    return names.every(isName) ? names.reduceRight<RelativePath>(joinPath, ROOT_PATH) : record.path;
  }

  /** Version of an item when the server was looked at last. */
  findLastSeenEtag(fileId: FileId): ETag | undefined {
    return this.#seen.get(fileId)?.etag;
  }

  /** False where the server, when it was looked at last, let nobody here change the file at this place. */
  mayChange(path: RelativePath): boolean {
    const remote = this.findAt(path)?.remote;
    return remote === undefined || isAllowed('write', this.#seen.get(remote.fileId)?.permissions);
  }

  findAt(path: RelativePath): BaseRow | undefined {
    let row: BaseRow | undefined;
    for (const name of path.split('/')) row = this.#byPlace.get(`${row?.id ?? ROOT_ID}/${name}`);
    return row;
  }
}

/** One version as it is now: what is on the disk, and what both sides last agreed on. */
export interface Version {
  readonly path: RelativePath;
  readonly file: HashedFile;
  readonly row: BaseRow | undefined;
}

/** Both versions of a conflict, read just now, under the record with its present place. */
export interface TwoVersions {
  readonly record: ConflictRecord;
  readonly original: Version;
  readonly second: Version;
  /**
   * Names the bytes of both files: who decides on others decides on something he has not seen. That one of them has been
   * sent meanwhile changes nothing that a person sees.
   */
  readonly revision: string;
}

/** What conflicts are looked at and decided with, while nobody syncs the folder. */
export type DeskPorts = ExchangePorts & { readonly places: SyncedPlaces };

/** How closely to look: read every byte, or trust a file that looks untouched since both sides agreed on it. */
export type Thoroughness = 'every-byte' | 'untouched-is-same';

/** Reads both versions; undefined when one of them is not there, is no file, or cannot be read. */
export async function readVersions(
  record: ConflictRecord,
  ports: DeskPorts,
  thoroughness: Thoroughness = 'every-byte',
): Promise<TwoVersions | undefined> {
  const path = ports.places.pathOf(record);
  const original = await readVersion(path, ports, thoroughness);
  const second = await readVersion(secondPath(path, record.secondName), ports, thoroughness);
  if (original === undefined || second === undefined) return undefined;
  return { record: { ...record, path }, original, second, revision: revisionOf(original, second) };
}

async function readVersion(
  path: RelativePath,
  ports: DeskPorts,
  thoroughness: Thoroughness,
): Promise<Version | undefined> {
  const row = ports.places.findAt(path);
  if (thoroughness === 'untouched-is-same' && row?.local !== undefined && row.checksum !== undefined) {
    const looked = await ports.filesystem.stat(path);
    if (looked.kind === 'present' && isSameStamp('file', looked.entry.stamp, row.local)) {
      return { path, file: { checksum: row.checksum, stamp: row.local }, row };
    }
  }
  const reading = await readPlace(path, ports);
  return reading.kind === 'file' ? { path, file: reading.file, row } : undefined;
}

function revisionOf(original: Version, second: Version): string {
  const parts = [original, second].map(({ path, file }) => `${path}\n${file.checksum}`);
  return createHash('sha256').update(parts.join('\n\n')).digest('hex').slice(0, 16);
}

/**
 * True when the file has the very bytes that both sides agreed on, as far as the last look at the server goes. A file
 * that was only touched has. What happened there since then is caught when the decision is sent: with `If-Match`, and as
 * two versions again.
 */
export function isAsAgreed({ file, row }: Version, places: SyncedPlaces): boolean {
  if (row?.local === undefined || row.remote === undefined || row.checksum !== file.checksum) return false;
  return places.findLastSeenEtag(row.remote.fileId) === row.remote.etag;
}

/** True for a second version that has not been sent yet and is as it was when the conflict came up. */
export function isAsRecorded({ file, row }: Version, record: ConflictRecord): boolean {
  const { local } = record;
  if (row !== undefined || local === undefined) return false;
  if (local.checksum !== undefined) return local.checksum === file.checksum;
  return local.sizeBytes === file.stamp.sizeBytes && local.mtimeMs === Number(file.stamp.mtimeNs / 1_000_000n);
}
