import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer } from '#ipc/contract.ts';
import type { Preview } from '#ipc/file-view.ts';
import { succeed } from '../answers.ts';
import type { FilePlace } from './folder-file.ts';
import { readFolderFile } from './folder-file.ts';
import { describeDocument, isDocumentName } from './office-document.ts';

/** As much of a text as a person compares in a window. */
const MAX_TEXT_BYTES = 256 * 1024;
/** Images and PDFs go to the window whole. */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

const IMAGE_TYPES: ReadonlyMap<string, string> = new Map([
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
  ['.bmp', 'image/bmp'],
]);

/** What is inside a file of a sync folder, as far as a window can show it. @see readFolderFile for codes */
export function previewFile(root: string, place: FilePlace): Promise<Answer<Preview>> {
  return readFolderFile<Preview>(root, place, async (opened) =>
    succeed(opened === undefined ? { kind: 'none', why: 'no-preview' } : await readPreview(place.path, opened)),
  );
}

interface Opened {
  readonly file: FileHandle;
  readonly stats: Stats;
}

async function readPreview(name: string, { file, stats }: Opened): Promise<Preview> {
  const extension = extname(name).toLowerCase();
  const mediaType = IMAGE_TYPES.get(extension);
  const isPdf = extension === '.pdf';
  if (isDocumentName(name)) return describeDocument(file, stats.size);
  if (mediaType === undefined && !isPdf) return readAsText(file, stats.size);
  if (stats.size > MAX_WHOLE_BYTES) return { kind: 'none', why: 'too-large' };
  const base64 = (await file.readFile()).toString('base64');
  return mediaType === undefined ? { kind: 'pdf', base64 } : { kind: 'image', mediaType, base64 };
}

async function readAsText(file: FileHandle, sizeBytes: number): Promise<Preview> {
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
