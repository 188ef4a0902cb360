import { Readable } from 'node:stream';
import type { FileId } from '../core/model/ids.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import type { TakenFault } from './fake-remote-faults.ts';
import type { FakeServer } from './fake-server.ts';
import { toFakeEntry } from './fake-tree.ts';
import type { FakeNode } from './fake-tree.ts';
import { createError } from './http/status-outcome.ts';
import { TransferError } from './http/transfer-error.ts';
import type { ArchiveItem, ArchiveRequest, Download, DownloadRequest } from './transport.ts';
import { WantedFiles } from './downloads/wanted-files.ts';

/** Answers a GET of one version; a fault may be in its body. */
export function sendFakeDownload(
  server: FakeServer,
  request: DownloadRequest,
  fault: TakenFault | undefined,
): Outcome<Download> {
  const isInBody = fault?.kind === 'truncate' || fault?.kind === 'corrupt';
  if (fault !== undefined && !isInBody) return { kind: 'failed', error: fault.error };
  const node = server.tree.find(request.path);
  if (node === undefined) return { kind: 'refused', reason: 'missing' };
  if (node.kind === 'directory' || node.etag !== request.etag) return { kind: 'refused', reason: 'changed-meanwhile' };
  if (node.isProcessing) return { kind: 'failed', error: createError('processing-on-server', 'fake') };
  const sizeBytes = node.bytes.length;
  if (request.startByte > 0 && request.startByte >= sizeBytes)
    return { kind: 'failed', error: createError('incomplete-transfer', 'range beyond the end') };
  const { checksum } = toFakeEntry(node, '');
  const body = toBody(node.bytes.subarray(request.startByte), fault, request.signal);
  return {
    kind: 'done',
    value: {
      etag: node.etag,
      sizeBytes,
      checksum: sizeBytes === 0 ? undefined : checksum,
      startByte: request.startByte,
      body,
    },
  };
}

/**
 * Sends files one after the other, each as it is when its turn comes. As on real servers, an archive ends in the middle
 * at the first item that cannot be had.
 */
export async function sendFakeArchive<Item extends ArchiveItem>(
  server: FakeServer,
  request: ArchiveRequest<Item>,
  fault: TakenFault | undefined,
): Promise<SyncError | undefined> {
  if (fault !== undefined && fault.kind !== 'truncate' && fault.kind !== 'corrupt') return fault.error;
  const wanted = new WantedFiles(request.items);
  let sentBytes = 0;
  for (const [index, fileId] of [...new Set(request.items.map((item) => item.fileId))].entries()) {
    if (request.signal.aborted) return createError('cancelled', 'fake');
    const node = findById(server.tree.root, fileId);
    if (node === undefined || node.isProcessing) return createError('unexpected-answer', 'fake: an item is missing');
    const bytes = fault?.kind === 'corrupt' && index === 0 ? corrupt(node.bytes) : node.bytes;
    sentBytes += bytes.length;
    if (fault?.kind === 'truncate' && sentBytes > fault.afterBytes) return fault.error;
    if (!wanted.hasSize(bytes.length)) continue;
    request.onProgress(bytes.length);
    for (const item of wanted.take(bytes)) await request.onFile(item, bytes);
  }
  return undefined;
}

function findById(node: FakeNode, fileId: FileId): FakeNode | undefined {
  if (node.fileId === fileId) return node;
  for (const child of node.children.values()) {
    const found = findById(child, fileId);
    if (found !== undefined) return found;
  }
  return undefined;
}

function corrupt(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  if (changed.length > 0) changed.writeUInt8(changed.readUInt8(0) ^ 1, 0);
  return changed;
}

function toBody(bytes: Buffer, fault: TakenFault | undefined, signal: AbortSignal): Readable {
  if (fault?.kind === 'corrupt') return toBody(corrupt(bytes), undefined, signal);
  async function* send(): AsyncGenerator<Buffer> {
    const end = fault === undefined ? bytes.length : Math.min(bytes.length, fault.afterBytes);
    for (let start = 0; start < end; start += 65_536) {
      await Promise.resolve();
      if (signal.aborted) throw new TransferError(createError('cancelled', 'fake'));
      // Whoever reads takes the pieces over.
      yield Buffer.from(bytes.subarray(start, Math.min(end, start + 65_536)));
    }
    if (fault !== undefined) throw new TransferError(fault.error);
  }
  return Readable.from(send(), { objectMode: false });
}
