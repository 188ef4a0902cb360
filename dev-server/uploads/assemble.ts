import { refuse, writtenHeaders } from '../dav/call.ts';
import type { DavCall } from '../dav/call.ts';
import { commitContent, refuseByChecksum, requestConditions } from '../dav/commit-content.ts';
import { parseMtime } from '../dav/modification-time.ts';
import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';

/** Joins files to one and makes it the content of the call's target. */
export async function assemble(call: DavCall, files: readonly string[]): Promise<Answer> {
  const { context, exchange } = call;
  const overwrite = (existing: unknown): Refusal | undefined =>
    existing !== undefined && headerOf(exchange, 'Overwrite')?.trim().toUpperCase() === 'F'
      ? {
          status: 412,
          exception: 'PreconditionFailed',
          message: 'The destination node already exists, and the overwrite header is set to false',
        }
      : undefined;
  const received = await context.store.blobs.receiveFiles(files);
  if (received.kind !== 'received') throw new Error('chunks that are here could not be joined');
  const badBody = refuseByChecksum(headerOf(exchange, 'OC-Checksum'), received.bytes.checksums);
  if (badBody !== undefined) {
    await context.store.blobs.discard(received.bytes);
    return refuse(context, badBody);
  }
  const mtime = parseMtime(exchange, context.now());
  const conditions = requestConditions(call);
  const result = await commitContent(call, {
    segments: call.segments,
    bytes: received.bytes,
    mtimeMs: mtime.mtimeMs,
    creation: 'file',
    recheck: (existing) => conditions(existing) ?? overwrite(existing),
  });
  if (result.kind === 'refused') return refuse(context, result.refusal);
  const accepted = mtime.isFromClient ? { 'X-OC-Mtime': 'accepted' } : {};
  return emptyAnswer(result.wasNew ? 201 : 204, { ...writtenHeaders(call, result.node), ...accepted });
}
