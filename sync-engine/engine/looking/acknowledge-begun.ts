import type { ChecksumSet } from '../../core/model/checksum.ts';
import { compareChecksums, EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { FileId, NodeId } from '../../core/model/ids.ts';
import { ROOT_ID, toNodeId } from '../../core/model/ids.ts';
import { isSameBirth } from '../../core/merge/local-identity.ts';
import type { LocalStamp, RemoteStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parentPath } from '../../core/model/relative-path.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import { isWhereItWent } from './own-moves.ts';
import type {
  BaseChange,
  BaseRow,
  BegunAct,
  BegunKey,
  BegunMove,
  BegunUpload,
  RemoteRow,
  SyncDatabase,
} from '../../sync-database/sync-database.ts';
import { toBegunKey } from '../../sync-database/sync-database.ts';

/** How long an act without an answer may still arrive: servers process large bodies for hours, not for days. */
const MAX_WAIT_MS = 24 * 60 * 60_000;

export interface AcknowledgeInput {
  readonly database: SyncDatabase;
  readonly filesystem: Filesystem;
  readonly remote: RemoteView;
  readonly nowMs: number;
}

/**
 * Writes the base rows that lost answers of uploads would have made, and forgets acts that are over. A version on the server with the bytes that were
 * sent there is ours, not a colleague's: whatever happened to the local file since is an edit, a move or a deletion of
 * exactly these bytes, and no conflict. Must be called before the base is loaded for a plan.
 */
export async function acknowledgeBegun({ database, filesystem, remote, nowMs }: AcknowledgeInput): Promise<void> {
  const acts = database.listBegun();
  if (acts.length === 0) return;
  const base = database.loadBase();
  const isOver = (act: BegunAct): boolean =>
    nowMs - act.begunAtMs > MAX_WAIT_MS || (act.kind === 'move' && !mayBeUnwritten(act, base));
  const places = new Places(base, remote);
  let nextId: number = database.nextNodeId();
  const changes: BaseChange[] = [];
  const over: BegunKey[] = acts.filter(isOver).map(toBegunKey);
  for (const upload of acts) {
    if (upload.kind !== 'upload') continue;
    const row = places.findRemote(upload.path);
    const isOurs =
      row?.kind === 'file' && isSame(checksumOf(row), upload.checksum) && (await makeDurable(filesystem, upload));
    const agreed = isOurs ? places.toAgreedRow(upload, row, toNodeId(nextId)) : undefined;
    if (agreed !== undefined) {
      changes.push({ kind: 'put', row: agreed });
      nextId = Math.max(nextId, agreed.id + 1);
    }
    if (agreed !== undefined) over.push(toBegunKey(upload));
  }
  database.commitBase(changes);
  database.removeBegun(over);
}

/** Moves are recognised by the plan, @see own-moves.ts; the rows that it writes say the same then. */
function mayBeUnwritten(act: BegunMove, base: ReadonlyMap<NodeId, BaseRow>): boolean {
  const row = base.get(act.nodeId);
  return row !== undefined && !isWhereItWent(act, row, base);
}

/** False when a row must not tell of these bytes yet. A file that is another one by now has nothing to be synced. */
async function makeDurable(filesystem: Filesystem, { path, local }: BegunUpload): Promise<boolean> {
  const opened = await filesystem.openFile(path);
  if (opened.kind !== 'done') return true;
  const file = opened.value;
  try {
    if (!isSameStamp('file', file.stamp, local)) return true;
    return (await file.sync()).ok && (await filesystem.syncDirectory(parentPath(path))).ok;
  } finally {
    await file.close();
  }
}

/** Finds items of the server by path, and the rows of the base that belong to them. */
class Places {
  readonly #remote: RemoteView;
  readonly #base: ReadonlyMap<NodeId, BaseRow>;
  readonly #byFileId: ReadonlyMap<FileId | undefined, readonly BaseRow[]>;
  readonly #remoteByFileId: ReadonlyMap<FileId, readonly RemoteRow[]>;
  readonly #children = new Map<string, RemoteRow>();

  constructor(base: ReadonlyMap<NodeId, BaseRow>, remote: RemoteView) {
    this.#base = base;
    this.#remote = remote;
    this.#byFileId = Map.groupBy(base.values(), (row) => row.remote?.fileId);
    this.#remoteByFileId = Map.groupBy(remote.rows.values(), (row) => row.fileId);
    for (const row of remote.rows.values()) {
      if (row.parentKey !== undefined) this.#children.set(`${row.parentKey}/${row.name}`, row);
    }
  }

  findRemote(path: RelativePath): RemoteRow | undefined {
    let at = this.#remote.rows.get(this.#remote.rootKey);
    for (const name of path.split('/')) at = at && this.#children.get(`${at.key}/${name}`);
    return at;
  }

  /** Undefined when the directory on the server is not known to the base yet: then the answer has to wait for it. */
  toAgreedRow(upload: BegunUpload, row: RemoteRow, newId: NodeId): BaseRow | undefined {
    const agreed = { checksum: upload.checksum, local: upload.local, remote: toStamp(row) };
    const known = this.#findKnown(row);
    if (known !== undefined) return { ...known, ...agreed };
    const parentId = this.#findParentId(row);
    if (parentId === undefined) return undefined;
    const former = this.#findSent(upload.local) ?? this.#findFile(parentId, row.name);
    return { id: former?.id ?? newId, parentId, name: row.name, kind: 'file', ...agreed };
  }

  /** By its file id alone only where that stands at one place. */
  #findKnown(row: RemoteRow): BaseRow | undefined {
    const known = this.#byFileId.get(row.fileId) ?? [];
    const isTwin = known.length > 1 || (this.#remoteByFileId.get(row.fileId)?.length ?? 0) > 1;
    if (!isTwin) return known[0];
    const parentId = this.#findParentId(row);
    return known.find((candidate) => candidate.parentId === parentId && candidate.name === row.name);
  }

  #findParentId({ parentKey }: RemoteRow): NodeId | undefined {
    if (parentKey === this.#remote.rootKey) return ROOT_ID;
    const parent = parentKey === undefined ? undefined : this.#remote.rows.get(parentKey);
    return parent === undefined ? undefined : this.#findKnown(parent)?.id;
  }

  /** The file that was sent, if both sides agreed on it before it was deleted on the server. */
  #findSent(sent: LocalStamp): BaseRow | undefined {
    return this.#findUnmatched(
      ({ local }) =>
        local !== undefined &&
        local.device === sent.device &&
        local.inode === sent.inode &&
        isSameBirth({ kind: 'file', stamp: sent }, { stamp: local }),
    );
  }

  #findFile(parentId: NodeId, name: string): BaseRow | undefined {
    return this.#findUnmatched((row) => row.parentId === parentId && row.name === name);
  }

  /** A file of the base that the server does not have under the id that it had: what it has, it has somewhere else. */
  #findUnmatched(isWanted: (row: BaseRow) => boolean): BaseRow | undefined {
    for (const row of this.#base.values()) {
      const isThere = row.remote !== undefined && this.#remoteByFileId.has(row.remote.fileId);
      if (row.kind === 'file' && !isThere && isWanted(row)) return row;
    }
    return undefined;
  }
}

/** Servers send no checksum for empty files. */
function checksumOf(row: RemoteRow): ChecksumSet | undefined {
  return row.checksum ?? (row.sizeBytes === 0 ? EMPTY_CHECKSUM : undefined);
}

function isSame(there: ChecksumSet | undefined, sent: ChecksumSet): boolean {
  return there !== undefined && compareChecksums(there, sent) === 'equal';
}

function toStamp({ fileId, etag, sizeBytes, mtimeMs, checksum, permissions }: RemoteRow): RemoteStamp {
  return { fileId, etag, sizeBytes, mtimeMs, checksum, permissions };
}
