import type { SyncError } from '../../core/model/sync-error.ts';
import { ArchiveReader } from './archive-reader.ts';
import { readFacts, toUseless } from '../http/http-answer.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import type { ArchiveService, RemoteRoot } from '../servers/remote-root.ts';
import { createError, describe, toAnswerError } from '../http/status-outcome.ts';
import { TransferError } from '../http/transfer-error.ts';
import type { ArchiveItem, ArchiveRequest } from '../transport.ts';

/** Proxies and servers refuse request lines above 8 KiB. */
const MAX_URL_CHARACTERS = 8_000;

/** An archive may have so much around the files that were asked for: headers, names, files that have grown. */
const AROUND_BYTES = 1024 * 1024;
const AROUND_FILE_BYTES = 4 * 1024;

/**
 * GET of many files in one tar file. What does not fit into one address is not asked for. Ends early, with a reason, at
 * anything that is no tar file, is longer than what was asked for by far, or breaks off.
 */
export async function downloadArchive<Item extends ArchiveItem>(
  { http, archive, timeouts }: RemoteRoot,
  request: ArchiveRequest<Item>,
): Promise<SyncError | undefined> {
  if (archive === undefined) throw new RangeError('the server has no archive service');
  const { url, asked } = toAddress(archive, request.items);
  if (asked.length === 0) return undefined;
  const result = await http.send({
    method: 'GET',
    url,
    inactivityMs: timeouts.transferMs,
    isUntimed: true,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return result.error;
  const { answer } = result;
  if (answer.status !== 200) {
    const facts = await readFacts(answer);
    return facts.status < 300 ? createError('unexpected-answer', describe(facts)) : toAnswerError(facts);
  }
  try {
    return await read(answer, { ...request, items: asked });
  } finally {
    answer.body.destroy();
  }
}

function toAddress<Item extends ArchiveItem>(
  { url }: ArchiveService,
  items: readonly Item[],
): { readonly url: string; readonly asked: readonly Item[] } {
  let address = `${url}?output-format=tar`;
  const asked: Item[] = [];
  const named = new Set<string>();
  for (const item of items) {
    const parameter = named.has(item.fileId) ? '' : `&id=${encodeURIComponent(item.fileId)}`;
    if (address.length + parameter.length > MAX_URL_CHARACTERS) continue;
    address += parameter;
    named.add(item.fileId);
    asked.push(item);
  }
  return { url: address, asked };
}

async function read<Item extends ArchiveItem>(
  answer: HttpAnswer,
  request: ArchiveRequest<Item>,
): Promise<SyncError | undefined> {
  // What was asked for as it is cannot grow while it is unpacked.
  if ((answer.header('content-encoding') ?? 'identity') !== 'identity')
    return toUseless(answer, 'compressed though asked not to');
  const reader = new ArchiveReader(request.items);
  const wantedBytes = request.items.reduce((sum, item) => sum + item.sizeBytes + AROUND_FILE_BYTES, AROUND_BYTES);
  let leftBytes = wantedBytes;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      leftBytes -= chunk.length;
      if (leftBytes < 0) return toUseless(answer, `an archive of more than ${wantedBytes} bytes`);
      request.onProgress(reader.write(chunk));
      for (const { item, bytes } of reader.takeFiles()) {
        if (request.signal.aborted) return createError('cancelled', answer.method);
        await request.onFile(item, bytes);
      }
      if (reader.failure !== undefined) return toUseless(answer, reader.failure);
    }
  } catch (thrown) {
    if (thrown instanceof TransferError) return thrown.syncError;
    throw thrown;
  }
  const failure = reader.end();
  return failure === undefined ? undefined : toUseless(answer, failure);
}
