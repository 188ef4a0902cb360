import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { LocalStamp } from '#sync-engine/core/model/observation.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import type { LocalExpectation, PlaceRequest, StatReading } from '#sync-engine/filesystem/filesystem.ts';
import type { FolderIdentity } from '#sync-engine/sync-database/sync-database.ts';
import type { ListOutcome, RemoteExpectation, RemoveRequest, UploadRequest } from '#sync-engine/transport/transport.ts';
import type { SimulatedServer } from './simulated-server.ts';

/**
 * Guards of the engine that can be taken away on purpose, to see that the invariants notice. Each is a lie of a port:
 * nothing in the product can be switched off.
 */
export type SimulationMutation =
  | 'upload-without-expectation'
  | 'remote-removal-without-expectation'
  | 'replacement-without-expectation'
  | 'local-removal-without-expectation'
  | 'incomplete-listing-taken-for-complete'
  | 'names-not-synced-before-base'
  | 'bytes-not-synced-before-base'
  | 'unknown-repeated-blindly'
  | 'park-not-journaled'
  | 'removals-not-held'
  | 'root-identity-unchecked'
  | 'second-versions-sent';

/** A disk that says "done" when it is asked to flush a file, and has done nothing. */
export class LyingDisk extends FakeDisk {
  override syncBytes(): void {}
}

/** The same upload, onto whatever is there when it arrives. */
export function withoutUploadExpectation(request: UploadRequest, server: SimulatedServer): UploadRequest {
  return {
    ...request,
    get expect(): RemoteExpectation {
      const node = server.tree.find(request.path);
      return node === undefined ? { kind: 'absent' } : { kind: 'version', fileId: node.fileId, etag: node.etag };
    },
  };
}

/** The same removal, of whatever is there when it arrives. */
export function withoutRemovalExpectation(request: RemoveRequest, server: SimulatedServer): RemoveRequest {
  const find = () => server.tree.find(request.path);
  return {
    ...request,
    get kind() {
      return find()?.kind ?? request.kind;
    },
    get fileId() {
      return find()?.fileId ?? request.fileId;
    },
    get etag() {
      return find()?.etag ?? request.etag;
    },
  };
}

/** Expects whatever is there when somebody looks. */
export function withoutLocalExpectation(
  expect: LocalExpectation,
  path: RelativePath,
  disk: FakeDisk,
): LocalExpectation {
  if (expect.kind === 'absent') return expect;
  return {
    ...expect,
    get stamp(): LocalStamp {
      const node = disk.find(path);
      return node === undefined ? expect.stamp : disk.toStamp(node);
    },
  };
}

/** Places the file on whatever is there. */
export function withoutPlaceExpectation(request: PlaceRequest, disk: FakeDisk): PlaceRequest {
  return { ...request, expect: withoutLocalExpectation(request.expect, request.target, disk) };
}

/** What could not be described or listed is not there. */
export function withoutProofOfAbsence(outcome: ListOutcome, path: RelativePath): ListOutcome {
  if (outcome.kind === 'failed' && path !== ROOT_PATH) return { kind: 'absent' };
  if (outcome.kind !== 'listed') return outcome;
  return { kind: 'listed', listing: { ...outcome.listing, damaged: [] } };
}

/** The root looks like the one that was synced, whatever is there. */
export function withKnownIdentity(reading: StatReading, known: FolderIdentity | undefined): StatReading {
  if (reading.kind !== 'present' || known === undefined) return reading;
  const stamp = { ...reading.entry.stamp, device: known.localRootDevice, inode: known.localRootInode };
  return { kind: 'present', entry: { ...reading.entry, stamp } };
}
