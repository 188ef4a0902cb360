import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { parseChecksum, toChecksum } from '../core/model/checksum.ts';
import type { Checksum } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { Transfer } from '../core/model/operation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { toContentId } from '../core/model/tree.ts';
import type { OpenFile } from '../filesystem/filesystem.ts';
import type { BegunAct } from '../sync-database/sync-database.ts';
import { toBegunKey } from '../sync-database/sync-database.ts';
import type { RemoteEntry, RemoteExpectation, UploadRequest } from '../transport/transport.ts';
import { SourceChangedError } from '../transport/transport.ts';
import type { OperationContext } from './context.ts';
import { Headway } from './headway.ts';
import { DONE, failedItem, refused } from './outcome.ts';
import { answeringMs, readingMs } from './patience.ts';
import { waitForQuiet } from './quiet.ts';
import { findSession, findUploadedChecksum, keepSession } from './upload-session.ts';

/** Up to this size the bytes are read once: what is hashed is what is sent. */
const BUFFERED_BYTES = 8 * 1024 * 1024;

/**
 * Sends a local file's bytes to the server, in place of exactly the version that the plan saw there. A file that
 * changes while it is read is not sent; one that changes while it is sent is recorded with the bytes that were sent,
 * so that the newer ones are seen as the next edit.
 */
export async function upload(operation: Transfer, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, filesystem } = context;
  const path = ledger.findPath('local', operation.node);
  const stamp = ledger.findStamp(operation.node);
  if (path === undefined || stamp === undefined) return refused('missing');
  const touchedNs = stamp.ctimeNs > stamp.mtimeNs ? stamp.ctimeNs : stamp.mtimeNs;
  const kind = operation.mode.kind === 'create' ? 'named' : 'edited';
  if (!(await waitForQuiet({ kind, touchedNs }, context)))
    return failedItem('cancelled', 'stopped while a file came to rest');
  const opened = await filesystem.openFile(path);
  if (opened.kind !== 'done') return opened;
  const file = opened.value;
  let isSent = false;
  try {
    if (!isSameStamp('file', file.stamp, stamp)) return refused('changed-meanwhile');
    const outcome = await send({ operation, context, path, stamp, file });
    isSent = outcome.kind === 'done';
    return outcome;
  } finally {
    // Else the writer of the base has taken it over.
    if (!isSent) await file.close();
  }
}

interface Sending {
  readonly operation: Transfer;
  readonly context: OperationContext;
  readonly path: RelativePath;
  readonly stamp: LocalStamp;
  readonly file: OpenFile;
}

async function send(sending: Sending): Promise<Outcome<void>> {
  const { operation, context, stamp } = sending;
  const { ledger } = context;
  const expect = findExpectation(operation, context);
  const target = ledger.findPlacePath('remote', operation.place);
  if (expect === undefined || target === undefined) return refused('parent-missing');
  const source = await readSource(sending);
  if (source.kind !== 'done') return source;
  const { checksum } = source.value;
  context.expectQuiet(0);
  const begun: BegunAct = { kind: 'upload', path: target, checksum, local: stamp, begunAtMs: context.clock.nowMs() };
  context.database.addBegun(begun);
  const outcome = await transmit(sending, source.value, { path: target, expect });
  if (outcome.kind !== 'done') {
    if (outcome.kind !== 'unknown') context.database.removeBegun([toBegunKey(begun)]);
    return outcome;
  }
  follow(sending, { target, checksum, entry: outcome.value });
  return DONE;
}

/** Sends the bytes; what is cut off on a flaky line goes on as long as it gets ahead. */
async function transmit(
  sending: Sending,
  { checksum, open }: Source,
  to: Pick<UploadRequest, 'path' | 'expect'>,
): Promise<Outcome<RemoteEntry>> {
  const { context, path, stamp } = sending;
  const headway = new Headway();
  for (;;) {
    // Pieces overtake each other: what is stored can be less than what went over the line, and never takes it back.
    let bytesDone = 0;
    const goTo = (bytes: number): void => {
      bytesDone = Math.min(stamp.sizeBytes, bytes);
      context.onPosition?.(bytesDone);
    };
    const outcome = await context.writes.upload({
      ...to,
      sizeBytes: stamp.sizeBytes,
      mtimeMs: Number(stamp.mtimeNs / 1_000_000n),
      checksum,
      open: (startByte, endByteExclusive) => watchEnd(sending, open(startByte, endByteExclusive), endByteExclusive),
      resume: await findSession(context, { path, stamp, checksum }, context.signal),
      onSession: (session) => keepSession(context, { path, stamp }, session),
      onProgress: (bytes) => {
        headway.addMoved(bytes);
        context.onBytes('up', bytes);
        goTo(bytesDone + bytes);
      },
      onStored: (bytes) => {
        headway.setStored(bytes);
        if (bytes > bytesDone) goTo(bytes);
      },
      signal: context.signal,
    });
    if (!headway.mayGoOn(outcome, context.signal)) return outcome;
  }
}

/** Lets both trees and the base follow what was sent. */
function follow(
  { operation, context, path, stamp, file }: Sending,
  sent: { readonly target: RelativePath; readonly checksum: Checksum; readonly entry: RemoteEntry },
): void {
  const { ledger } = context;
  const { target, checksum, entry } = sent;
  const content = toContentId(checksum);
  const item = { id: operation.node, place: operation.place, kind: 'file' } as const;
  const here = ledger.findNode('local', operation.node);
  if (here !== undefined) ledger.putLocal({ ...item, place: here }, stamp, content);
  ledger.putRemote(item, entry, content);
  const isNew = operation.mode.kind === 'create';
  context.onDeed({
    nodeKind: 'file',
    path: target,
    target: undefined,
    reversal: isNew ? { kind: 'keep-file', checksum } : { kind: 'none', why: 'needs-server-versions' },
  });
  context.writer.addFile(path, file);
  ledger.commit(operation.node);
  context.writer.addAnswered(toBegunKey({ kind: 'upload', path: target }));
}

/** When the last byte has been handed over, it is the server's turn. */
function watchEnd({ context, stamp }: Sending, source: Readable, endByteExclusive: number): Readable {
  context.expectQuiet(0);
  if (endByteExclusive >= stamp.sizeBytes) {
    source.once('end', () => context.expectQuiet(answeringMs(stamp.sizeBytes)));
  }
  return source;
}

function findExpectation(operation: Transfer, context: OperationContext): RemoteExpectation | undefined {
  if (operation.mode.kind === 'create') return { kind: 'absent' };
  const row = context.ledger.findRemote(operation.node);
  return row === undefined ? undefined : { kind: 'version', fileId: row.fileId, etag: row.etag };
}

type Source = Pick<UploadRequest, 'open'> & { readonly checksum: Checksum };

async function readSource({ file, path, stamp, operation, context }: Sending): Promise<Outcome<Source>> {
  if (stamp.sizeBytes <= BUFFERED_BYTES) {
    const read = await file.readWhole();
    if (read.kind !== 'done') return read;
    const bytes = read.value;
    const checksum = toChecksum(createHash('sha1').update(bytes).digest('hex'));
    return { kind: 'done', value: { checksum, open: (start, end) => Readable.from([bytes.subarray(start, end)]) } };
  }
  context.expectQuiet(readingMs(stamp.sizeBytes));
  const known =
    parseChecksum(context.ledger.findNode('local', operation.node)?.content ?? '') ??
    findUploadedChecksum(context, { path, stamp });
  const hashed: Outcome<Checksum> =
    known === undefined ? await file.hash(context.signal) : { kind: 'done', value: known };
  if (hashed.kind !== 'done') return hashed;
  const checksum = hashed.value;
  return { kind: 'done', value: { checksum, open: (start, end) => readUnmodified(file, start, end) } };
}

/**
 * Some bytes of a file. Some servers check nothing when they put the pieces together, and pieces overtake each other: the
 * last bytes of each are held back until the file is known to be the one that was hashed.
 */
function readUnmodified(file: OpenFile, startByte: number, endByteExclusive: number): Readable {
  async function* read(): AsyncGenerator<Buffer> {
    let held: Buffer | undefined;
    try {
      for await (const chunk of file.read(startByte, endByteExclusive) as AsyncIterable<Buffer>) {
        if (held !== undefined) yield held;
        held = chunk;
      }
    } catch (error) {
      // Where somebody has made it shorter, the bytes end too early, and no disk is to blame.
      await refuseChanged(file);
      throw error;
    }
    await refuseChanged(file);
    if (held !== undefined) yield held;
  }
  return Readable.from(read(), { objectMode: false });
}

async function refuseChanged(file: OpenFile): Promise<void> {
  if (!(await file.isUnmodified())) throw new SourceChangedError('changed while it was sent');
}
