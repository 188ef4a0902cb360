import type { Checksum } from '../core/model/checksum.ts';
import { compareChecksums, strongestAlgorithm } from '../core/model/checksum.ts';
import type { Deed } from '../core/model/history.ts';
import { DISK_RESERVE_BYTES } from '../core/model/disk-reserve.ts';
import type { Transfer } from '../core/model/operation.ts';
import { joinPath, parentPath } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, SyncErrorCode } from '../core/model/sync-error.ts';
import { toContentId } from '../core/model/tree.ts';
import type { LocalExpectation, PlaceRequest, StagingFile } from '../filesystem/filesystem.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import type { OperationContext } from './context.ts';
import { findOpenElsewhere } from './open-elsewhere.ts';
import { Headway } from './headway.ts';
import { toKeptRow, unlistUnlessKept } from './keep-index.ts';
import { DONE, failedItem, refused } from './outcome.ts';
import { readingMs } from './patience.ts';
import { waitForAge } from './quiet.ts';

import { stagingId } from './staging.ts';

/** How a question for the rest of a file ends that has no rest, or by a server, or a proxy, that knows no ranges. */
const RANGE_CODES: ReadonlySet<SyncErrorCode> = new Set(['unexpected-answer', 'incomplete-transfer', 'server-error']);

/** Less is not worth asking the system for its free space each time. */
const CHECK_SPACE_FROM_BYTES = 1024 * 1024;

/**
 * Brings the server's bytes here: into a private file, verified by length and checksum, and only then to its place,
 * where exactly what the plan saw must still be. What was there goes to the safety store, or, in a conflict, lives on
 * under another name.
 */
export async function download(operation: Transfer, context: OperationContext): Promise<Outcome<void>> {
  const row = context.ledger.findRemote(operation.node);
  if (row === undefined) return refused('missing');
  const opened = await context.filesystem.openStaging(stagingId(row));
  if (!opened.ok) return { kind: 'failed', error: opened.error };
  const staging = opened.value;
  const receiving = { staging, operation, row, context };
  try {
    const noRoom = await findNoRoom(row.sizeBytes, receiving);
    if (noRoom !== undefined) return noRoom;
    const fetched = await fetchWhole(receiving);
    if (fetched.kind !== 'done') return fetched;
    const outcome = await putInPlace(receiving, fetched.value);
    if (outcome.kind === 'done') await staging.discard();
    return outcome;
  } finally {
    await staging.close();
  }
}

/** Why what is missing of so many bytes does not come here; undefined when it may. What is here has its room. */
async function findNoRoom(
  sizeBytes: number,
  { staging, context }: Pick<Receiving, 'staging' | 'context'>,
): Promise<Outcome<never> | undefined> {
  const missingBytes = sizeBytes - staging.sizeBytes;
  if (missingBytes < CHECK_SPACE_FROM_BYTES) return undefined;
  const space = await context.filesystem.readSpace();
  if (!space.ok) return { kind: 'failed', error: space.error };
  const { freeBytes } = space.value;
  const hasRoom = freeBytes >= missingBytes + DISK_RESERVE_BYTES;
  return hasRoom ? undefined : failedItem('disk-full', `${freeBytes} bytes free`, 60_000);
}

interface Receiving {
  readonly staging: StagingFile;
  readonly operation: Transfer;
  readonly row: RemoteRow;
  readonly context: OperationContext;
}

/** Fetches all bytes; what is cut off on a flaky line goes on as long as it gets ahead. */
async function fetchWhole(receiving: Receiving): Promise<Outcome<Checksum>> {
  const { staging, context } = receiving;
  const headway = new Headway();
  for (;;) {
    headway.setStored(staging.sizeBytes);
    const outcome = await fetchInto(receiving, (bytes) => headway.addMoved(bytes));
    headway.setStored(staging.sizeBytes);
    if (!headway.mayGoOn(outcome, context.signal)) return outcome;
  }
}

async function fetchInto(receiving: Receiving, onBytes: (bytes: number) => void): Promise<Outcome<Checksum>> {
  const { staging, operation, row, context } = receiving;
  const complete = await findComplete(receiving);
  if (complete !== undefined) return complete;
  const path = context.ledger.findPath('remote', operation.node);
  if (path === undefined) return refused('missing');
  const startByte = staging.sizeBytes < row.sizeBytes ? staging.sizeBytes : 0;
  const answer = await context.transport.download({ path, startByte, etag: row.etag, signal: context.signal });
  if (answer.kind !== 'done') {
    // Whoever answers only whole files, or has fewer bytes than we, would answer the same each time.
    if (startByte > 0 && answer.kind === 'failed' && RANGE_CODES.has(answer.error.code)) await staging.truncate();
    return answer;
  }
  const { body, sizeBytes, checksum: promised } = answer.value;
  if (answer.value.startByte !== staging.sizeBytes) {
    const truncated = await staging.truncate();
    if (!truncated.ok || answer.value.startByte !== 0) {
      body.destroy();
      return truncated.ok
        ? failedItem('unexpected-answer', 'a range that was not asked for', 5_000)
        : { kind: 'failed', error: truncated.error };
    }
  }
  // Not every server sends what it has listed.
  const noRoom = sizeBytes > row.sizeBytes ? await findNoRoom(sizeBytes, receiving) : undefined;
  if (noRoom !== undefined) {
    body.destroy();
    return noRoom;
  }
  let bytesDone = staging.sizeBytes;
  const count = (bytes: number): void => {
    bytesDone += bytes;
    onBytes(bytes);
    context.onBytes('down', bytes);
    context.onPosition?.(bytesDone);
  };
  const appended = await staging.append(body, count, context.signal);
  if (!appended.ok) {
    // Half files that wait for each other's room would fill the disk for good.
    if (appended.error.code === 'disk-full') await staging.truncate();
    return { kind: 'failed', error: appended.error };
  }
  context.expectQuiet(readingMs(sizeBytes));
  const wanted = [promised, row.checksum].filter((offered) => offered !== undefined);
  const digests = await staging.checksum(context.signal, wanted.map(strongestAlgorithm));
  if (!digests.ok) return { kind: 'failed', error: digests.error };
  const isLengthWrong = staging.sizeBytes !== sizeBytes;
  if (isLengthWrong || wanted.some((offered) => compareChecksums(offered, digests.value.all) === 'different')) {
    await staging.truncate();
    return isLengthWrong
      ? failedItem('incomplete-transfer', `${staging.sizeBytes} of ${sizeBytes} bytes`, 10_000)
      : failedItem('checksum-mismatch', 'the bytes received are not those the server promised', 30_000);
  }
  return { kind: 'done', value: digests.value.checksum };
}

/** An earlier attempt may have ended between the last byte and the place: then nothing needs to be fetched again. */
async function findComplete({ staging, row, context }: Receiving): Promise<Outcome<Checksum> | undefined> {
  if (row.checksum === undefined || staging.sizeBytes === 0 || staging.sizeBytes !== row.sizeBytes) return undefined;
  const digests = await staging.checksum(context.signal, [strongestAlgorithm(row.checksum)]);
  if (!digests.ok) return { kind: 'failed', error: digests.error };
  const { checksum, all } = digests.value;
  return compareChecksums(row.checksum, all) === 'equal' ? { kind: 'done', value: checksum } : undefined;
}

async function putInPlace(receiving: Receiving, checksum: Checksum): Promise<Outcome<void>> {
  const { staging, operation, context } = receiving;
  const { ledger, filesystem, writer } = context;
  const target =
    operation.mode.kind === 'create'
      ? ledger.findPlacePath('local', operation.place)
      : ledger.findPath('local', operation.node);
  if (target === undefined) return refused('parent-missing');
  if (operation.mode.kind === 'replace-in-conflict' && (await hasSameBytes(receiving, target, checksum))) {
    return adopt(checksum, operation, context);
  }
  const expect = findExpectation(operation, context);
  const row = ledger.findRemote(operation.node);
  if (expect === undefined || row === undefined) return refused('missing');
  const busy = operation.mode.kind === 'create' ? undefined : await findOpenElsewhere(target, context);
  if (busy !== undefined) return { kind: 'failed', error: busy };
  await waitForOtherStep(row, context);
  if (context.signal.aborted) return failedItem('cancelled', 'stopped while the clock of the disk moved on');
  announce(receiving, target, checksum);
  const displaced = prepareDisplacing(operation, target, context);
  const placed = await filesystem.place({ staging, target, mtimeMs: row.mtimeMs, expect, displaced });
  if (placed.kind !== 'done') {
    if (operation.mode.kind === 'replace') {
      await unlistUnlessKept({ keepId: context.keepId, originalPath: target }, context);
    }
    return placed;
  }
  writer.touchDirectory(parentPath(target));
  if (operation.mode.kind === 'replace-in-conflict') context.onConflict(target, operation.mode.conflictName);
  const content = toContentId(checksum);
  const here = operation.mode.kind === 'create' ? operation.place : ledger.findNode('local', operation.node);
  const there = ledger.findNode('remote', operation.node);
  if (here === undefined || there === undefined) throw new Error('a placed item has no place');
  ledger.putLocal({ id: operation.node, place: here, kind: 'file' }, placed.value, content);
  ledger.putRemote({ id: operation.node, place: there, kind: 'file' }, { ...row, isProcessing: false }, content);
  context.onDeed(toDeed({ mode: operation.mode, target, checksum, keepId: context.keepId }));
  ledger.commit(operation.node);
  return DONE;
}

/**
 * The version gets its server's time, rounded down to the disk's step: while the disk's clock shows that very step, an
 * edit of equal length would leave the same stamp, and nobody would see it.
 */
async function waitForOtherStep({ mtimeMs }: RemoteRow, context: OperationContext): Promise<void> {
  const { timeStepMs = 0 } = context;
  const roundedMs = timeStepMs > 1 ? mtimeMs - (mtimeMs % timeStepMs) : mtimeMs;
  await waitForAge(BigInt(roundedMs) * 1_000_000n, timeStepMs, context);
}

function toDeed(placed: {
  readonly mode: Transfer['mode'];
  readonly target: RelativePath;
  readonly checksum: Checksum;
  readonly keepId: string;
}): Deed {
  const { mode, target: path, checksum, keepId } = placed;
  switch (mode.kind) {
    case 'create':
      return { nodeKind: 'file', path, target: undefined, reversal: { kind: 'keep-file', checksum } };
    case 'replace':
      return { nodeKind: 'file', path, target: undefined, reversal: { kind: 'put-back', keepId, checksum } };
    case 'replace-in-conflict': {
      const target = joinPath(parentPath(path), mode.conflictName);
      return { nodeKind: 'file', path, target, reversal: { kind: 'none', why: 'two-versions' } };
    }
    default:
      return mode satisfies never;
  }
}

function findExpectation(operation: Transfer, context: OperationContext): LocalExpectation | undefined {
  if (operation.mode.kind === 'create') return { kind: 'absent' };
  const stamp = context.ledger.findStamp(operation.node);
  return stamp === undefined ? undefined : { kind: 'stamp', nodeKind: 'file', stamp };
}

/** Before the base forgets what both sides agreed on: the record of the conflict is the last to know it. */
function announce({ operation, row, context }: Receiving, path: RelativePath, checksum: Checksum): void {
  if (operation.mode.kind !== 'replace-in-conflict') return;
  const { node: nodeId, mode } = operation;
  const stamp = context.ledger.findStamp(nodeId);
  if (stamp === undefined) return;
  context.announceConflict({
    nodeId,
    path,
    secondName: mode.conflictName,
    base: context.ledger.findBase(nodeId),
    remote: row,
    checksum,
    stamp,
    localContent: context.ledger.findNode('local', nodeId)?.content,
  });
}

function prepareDisplacing(
  operation: Transfer,
  target: RelativePath,
  context: OperationContext,
): PlaceRequest['displaced'] {
  switch (operation.mode.kind) {
    case 'replace-in-conflict':
      // The bytes go on under another name with the old inode: without this the next look would take it for a rename.
      context.ledger.forgetLocal(operation.node);
      return { kind: 'rename', name: operation.mode.conflictName };
    case 'replace':
      listReplaced(operation, target, context);
      return { kind: 'keep', keepId: context.keepId };
    case 'create':
      return { kind: 'keep', keepId: context.keepId };
    default:
      return operation.mode satisfies never;
  }
}

/** Before it goes into the safety store: bytes that are kept but not listed would be bytes that nobody finds. */
function listReplaced({ node }: Transfer, path: RelativePath, context: OperationContext): void {
  const stamp = context.ledger.findStamp(node);
  if (stamp === undefined) return;
  context.database.addKept(toKeptRow({ node, path, stamp, reason: 'replaced-by-server-version' }, context));
}

async function hasSameBytes(
  { operation, row, context }: Receiving,
  target: RelativePath,
  checksum: Checksum,
): Promise<boolean> {
  if (context.ledger.findStamp(operation.node)?.sizeBytes !== row.sizeBytes) return false;
  const hashed = await context.filesystem.hashFile(target, context.signal);
  return hashed.kind === 'done' && hashed.value.checksum === checksum;
}

/** Both sides had the same bytes all along: nothing is replaced, only agreed on. */
function adopt(checksum: Checksum, operation: Transfer, { ledger }: OperationContext): Outcome<void> {
  const id = operation.node;
  const content = toContentId(checksum);
  const here = ledger.findNode('local', id);
  const there = ledger.findNode('remote', id);
  const stamp = ledger.findStamp(id);
  const row = ledger.findRemote(id);
  if (here === undefined || there === undefined || stamp === undefined || row === undefined) return refused('missing');
  ledger.putLocal({ id, place: here, kind: 'file' }, stamp, content);
  ledger.putRemote({ id, place: there, kind: 'file' }, row, content);
  ledger.commit(id);
  return DONE;
}
