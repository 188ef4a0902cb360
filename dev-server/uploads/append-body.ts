import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';

/** Where a body is to be appended. With a checksum the bytes only stay when they match it. */
export interface AppendTarget {
  readonly file: string;
  readonly offsetBytes: number;
  readonly limitBytes: number;
  readonly checksum: { readonly algorithm: 'sha1' | 'md5'; readonly hex: string } | undefined;
}

/** `broken` keeps what has arrived, as TUS wants it. */
export type AppendResult = 'appended' | 'broken' | 'too-large' | 'checksum-mismatch';

/** Streams a request body to the end of a file. */
export async function appendBody(target: AppendTarget, request: IncomingMessage): Promise<AppendResult> {
  const handle = await open(target.file, 'r+');
  const hash = target.checksum === undefined ? undefined : createHash(target.checksum.algorithm);
  let written = 0;
  let result: AppendResult = 'appended';
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) continue;
      if (written + part.byteLength > target.limitBytes) {
        result = 'too-large';
        break;
      }
      hash?.update(part);
      for (let done = 0; done < part.byteLength;) {
        done += (await handle.write(part, done, part.byteLength - done, target.offsetBytes + written + done))
          .bytesWritten;
      }
      written += part.byteLength;
    }
  } catch (error) {
    if (!request.destroyed || request.complete) throw error;
    result = 'broken';
  } finally {
    const isWrong = hash !== undefined && hash.digest('hex') !== target.checksum?.hex;
    if (isWrong && result === 'appended') result = 'checksum-mismatch';
    if (isWrong || result === 'too-large') await handle.truncate(target.offsetBytes);
    await handle.close();
  }
  return result;
}
