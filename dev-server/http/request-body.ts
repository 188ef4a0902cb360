import type { IncomingMessage } from 'node:http';

/** Why a small body could not be read. */
export type TextBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'broken' };

/** XML and JSON requests are small; more than this is refused. */
const MAX_TEXT_BODY_BYTES = 1_048_576;

/** Reads a small body as UTF-8 text. */
export async function readTextBody(request: IncomingMessage): Promise<TextBody> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) continue;
      sizeBytes += part.byteLength;
      if (sizeBytes > MAX_TEXT_BODY_BYTES) return { kind: 'too-large' };
      parts.push(part);
    }
  } catch (error) {
    if (request.destroyed && !request.complete) return { kind: 'broken' };
    throw error;
  }
  return { kind: 'text', text: Buffer.concat(parts).toString('utf8') };
}

/** Whether the request announces a body at all. */
export function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}
