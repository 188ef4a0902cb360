import { open, realpath, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer, RequestOutput } from '#ipc/contract.ts';
import { fail, succeed } from './answers.ts';
import { toLocalPath } from './folder-runner.ts';
import { isInside } from './local-folder.ts';

type Preview = RequestOutput<'previewFile'>;

/** As much of a text as a person compares in a window. */
const MAX_TEXT_BYTES = 256 * 1024;
const MAX_IMAGE_BYTES = 16 * 1024 * 1024;

const IMAGE_TYPES: ReadonlyMap<string, string> = new Map([
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
  ['.bmp', 'image/bmp'],
]);

/** The beginning of a file of a sync folder. Follows no link out of it. */
export async function previewFile(root: string, path: string): Promise<Answer<Preview>> {
  try {
    const real = await realpath(toLocalPath(root, path));
    if (!isInside(real, await realpath(root))) return fail({ code: 'path-outside-folder' });
    // Opening a pipe would wait until somebody writes into it.
    if (!(await stat(real)).isFile()) return succeed<Preview>({ kind: 'none', why: 'no-preview' });
    const file = await open(real, 'r');
    try {
      const stats = await file.stat();
      const mediaType = IMAGE_TYPES.get(extname(path).toLowerCase());
      if (mediaType === undefined) return succeed(await readAsText(file, stats.size));
      if (stats.size > MAX_IMAGE_BYTES) return succeed<Preview>({ kind: 'none', why: 'too-large' });
      return succeed<Preview>({ kind: 'image', mediaType, base64: (await file.readFile()).toString('base64') });
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: error.code === 'ENOENT' ? 'changed-meanwhile' : 'local-access-denied' });
  }
}

interface Readable {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

async function readAsText(file: Readable, sizeBytes: number): Promise<Preview> {
  const buffer = Buffer.alloc(Math.min(sizeBytes, MAX_TEXT_BYTES));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
  const isWhole = sizeBytes <= MAX_TEXT_BYTES;
  try {
    // A character may be cut where we stopped reading.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: !isWhole });
    return text.includes('\0') ? { kind: 'none', why: 'no-preview' } : { kind: 'text', text, isWhole };
  } catch {
    return { kind: 'none', why: 'no-preview' };
  }
}
