import { dirname } from 'node:path';
import type { LocalStamp } from '../core/model/observation.ts';
import { isName } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { findErrno, parseOutcome, refuse, stillChangingError, toSyncError } from './errno-outcome.ts';
import { findRefusal } from './expectation.ts';
import type { PlaceRequest } from './filesystem.ts';
import { keepFile, returnKept, toKeptPath } from './kept-store.ts';
import type { LocalRoot } from './local-root.ts';
import { toOutcome } from './local-root.ts';
import { isSameContentStamp, toLocalStamp } from './local-stamp.ts';
import { isSaneTime } from './modification-time.ts';
import { moveWithoutReplacing, relink } from './moving.ts';
import { RealStagingFile, toStagingPath } from './staging-file.ts';

/** Bits of a displaced file that its successor gets: never set-user-id and the like, for other bytes. */
const PERMISSION_BITS = 0o777n;

/** What is placed, and how large it was before the first attempt: what is left of it must not be taken for the whole. */
export interface SizedPlaceRequest extends PlaceRequest {
  readonly sizeBytes: number;
}

/**
 * Makes a staging file visible. At every moment, also after a crash, the bytes of the present item are at the target,
 * in the safety store or under the other name, and those of the staging file are in staging or at the target.
 */
export async function placeStaging(
  root: LocalRoot,
  request: SizedPlaceRequest,
  nowMs: number,
): Promise<Outcome<LocalStamp>> {
  const { staging } = request;
  if (!(staging instanceof RealStagingFile)) throw new TypeError('a staging file of this file system was expected');
  const stagingPath = toStagingPath(root, staging.id);
  const place = root.resolve(request.target, 'place');
  if (place.kind !== 'inside') return toOutcome(place);
  try {
    const refusal = findTargetRefusal(root, place.absolutePath, request);
    if (refusal !== undefined) return refusal;
    if (!staging.hasName()) return refuse('missing');
    const mode = findPermissions(root, place.absolutePath, request);
    const mtimeMs = isSaneTime(request.mtimeMs, nowMs) ? request.mtimeMs : undefined;
    const durable = await staging.makeDurable({ mode, mtimeMs });
    if (!durable.ok) return { kind: 'failed', error: durable.error };
    const staged = durable.value;
    if (staged.sizeBytes !== request.sizeBytes) return { kind: 'failed', error: toSyncError('EIO', 'place') };
    // While the disk was busy, directories on the way may have been swapped for links.
    const placeNow = root.resolve(request.target, 'place');
    if (placeNow.kind !== 'inside') return toOutcome(placeNow);
    // Nor need the name in the private folder be that of the file that was filled.
    if (!staging.hasName()) return refuse('missing');
    return exchange(root, request, { staging, stagingPath, staged, target: placeNow.absolutePath, nowMs });
  } catch (error) {
    return parseOutcome(error, 'place');
  }
}

function findTargetRefusal(root: LocalRoot, target: string, request: PlaceRequest): Outcome<never> | undefined {
  const refusal = findRefusal(root.calls, target, request.expect);
  return refusal === undefined ? undefined : refuse(refusal);
}

function findPermissions(root: LocalRoot, target: string, request: PlaceRequest): bigint | undefined {
  if (request.expect.kind === 'absent' || request.expect.nodeKind !== 'file') return undefined;
  const stats = root.calls.lstat(target);
  return stats === undefined ? undefined : stats.mode & PERMISSION_BITS;
}

interface Exchange {
  readonly staging: RealStagingFile;
  readonly stagingPath: string;
  readonly staged: LocalStamp;
  readonly target: string;
  readonly nowMs: number;
}

function exchange(root: LocalRoot, request: PlaceRequest, parts: Exchange): Outcome<LocalStamp> {
  const { staging, stagingPath, staged, target } = parts;
  const refusal = findTargetRefusal(root, target, request);
  if (refusal !== undefined) return refusal;
  const displaced = displace(root, request, parts);
  if (displaced.kind !== 'done') return displaced;
  try {
    relink(root, { from: stagingPath, to: target }, dropStagingName);
  } catch (error) {
    // When the target is taken by now this leaves the displaced item where it went: there it is safe.
    if (displaced.value !== undefined && findErrno(error) !== 'EEXIST') returnDisplaced(root, displaced.value, target);
    return parseOutcome(error, 'place');
  }
  staging.notePlaced();
  const arrived = root.calls.lstat(target);
  const stamp = arrived === undefined ? undefined : toLocalStamp(arrived);
  return stamp !== undefined && isSameContentStamp(stamp, staged)
    ? { kind: 'done', value: stamp }
    : { kind: 'unknown', error: stillChangingError('place') };
}

/** No program saves anything under a name of the staging folder, so none could have taken this one meanwhile. */
function dropStagingName({ calls }: LocalRoot, stagingPath: string): void {
  calls.unlink(stagingPath);
}

/** Moves the expected item out of the way and says where it went; undefined when nothing was there. */
function displace(root: LocalRoot, request: PlaceRequest, parts: Exchange): Outcome<string | undefined> {
  const { expect, displaced, target: path } = request;
  const { target, nowMs } = parts;
  if (expect.kind === 'absent') return { kind: 'done', value: undefined };
  if (displaced.kind === 'keep') {
    const { keepId } = displaced;
    const kept = keepFile(root, { path, absolutePath: target, expect, keepId, nowMs });
    return kept.kind === 'done' ? { kind: 'done', value: toKeptPath(root, keepId, path) } : kept;
  }
  if (!isName(displaced.name)) throw new RangeError('the other name must be one name');
  const otherPath = `${dirname(target)}/${displaced.name}`;
  const moved = moveWithoutReplacing(root, { from: target, to: otherPath, expect });
  return moved.kind === 'done' ? { kind: 'done', value: otherPath } : moved;
}

function returnDisplaced(root: LocalRoot, displacedPath: string, target: string): void {
  const stats = root.calls.lstat(displacedPath);
  if (stats?.isDirectory() !== true) returnKept(root, displacedPath, target);
  else if (root.calls.lstat(target) === undefined) root.calls.rename(displacedPath, target);
}
