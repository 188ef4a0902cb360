import type { FileId, RemoteKey } from '../../core/model/ids.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type { RemoteRow, SyncRecords } from '../../sync-database/sync-database.ts';
import type { MoveRequest, Transport } from '../../transport/transport.ts';
import { passOwnLocks } from '../locking/pass-own-locks.ts';
import type { SyncFolder } from '../sync-folder.ts';
import { RemotePlaces } from './remote-places.ts';

/** The server's side of a sync folder that is open, for what people do beside its runs. */
export interface VisitServer {
  /** What was there when the server was last looked at. */
  find(path: RelativePath): { readonly fileId: FileId; readonly nodeKind: NodeKind } | undefined;
  /** MOVE of exactly the item with this id, between two runs; never replaces anything. */
  move(request: MoveRequest): Promise<Outcome<unknown>>;
}

/** What is taken of an open sync folder. */
type VisitedFolder = Pick<SyncFolder, 'actBetweenRuns'> & { readonly records: Pick<SyncRecords, 'loadRemoteTree'> };

/**
 * Looking disturbs no run, and goes through the server's tree once for each version of it. A MOVE takes its turn with
 * the runs of the folder; one that goes on ends early.
 */
export function createVisitServer(folder: VisitedFolder): VisitServer {
  let last: { readonly rows: ReadonlyMap<RemoteKey, RemoteRow>; readonly places: RemotePlaces } | undefined;
  return {
    find(path) {
      const rows = folder.records.loadRemoteTree();
      if (last?.rows !== rows) last = { rows, places: new RemotePlaces(rows.values()) };
      const row = last.places.find(path);
      return row === undefined ? undefined : { fileId: row.fileId, nodeKind: row.kind };
    },
    move: (request) =>
      folder.actBetweenRuns(({ transport, ownLocks }) => {
        const writes = ownLocks === undefined ? transport : passOwnLocks(transport, ownLocks);
        return moveSurely(request, { move: writes.move, list: (...place) => transport.list(...place) });
      }),
  };
}

/** Where nobody heard of the end of a MOVE, the new place tells whether it happened. */
async function moveSurely(
  request: MoveRequest,
  transport: Pick<Transport, 'move' | 'list'>,
): Promise<Outcome<unknown>> {
  const moved = await transport.move(request);
  if (moved.kind !== 'unknown') return moved;
  const look = await transport.list(request.to, 0, request.signal);
  const isThere = look.kind === 'listed' && look.listing.self.fileId === request.fileId;
  return isThere ? { kind: 'done', value: undefined } : moved;
}
