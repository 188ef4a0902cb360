import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { chmod, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Answer, RequestOutput } from '#ipc/contract.ts';
import { COPIES_DIRECTORY } from '#ipc/file-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import { fail, succeed } from '../answers.ts';
import type { FilePlace } from './folder-file.ts';
import { readFolderFile } from './folder-file.ts';

export interface ReadOnlyCopiesInput {
  /** Where this program keeps its own files; only its person can look into it. */
  readonly stateDirectory: string;
  readonly nowMs: () => number;
  readonly randomId: () => string;
}

export interface CopyInput {
  readonly root: string;
  readonly place: FilePlace;
  /** Goes into the name, so that nobody takes the copy for the file itself. */
  readonly label: string;
}

/** A program that shows a copy may have it open for a working day. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const CHUNK_BYTES = 1024 * 1024;

/** Longest name of a file in bytes, on every system that we know. */
const MAX_NAME_BYTES = 255;

/**
 * Copies of files that a person looks at before a decision. They lie outside the sync folder, cannot be written to, and
 * go away after a day; the originals are only read.
 */
export class ReadOnlyCopies {
  readonly #input: ReadOnlyCopiesInput;

  constructor(input: ReadOnlyCopiesInput) {
    this.#input = input;
  }

  get #directory(): string {
    return join(this.#input.stateDirectory, COPIES_DIRECTORY);
  }

  /** Makes one. Codes: those of `readFolderFile`, `disk-full`, `item-missing` for what is no file. */
  async make({ root, place, label }: CopyInput): Promise<Answer<RequestOutput<'makeReadOnlyCopy'>>> {
    await this.removeOld();
    return readFolderFile(root, place, async (opened) => {
      if (opened === undefined) return fail({ code: 'item-missing' });
      const directory = join(this.#directory, this.#input.randomId());
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const localPath = join(directory, toCopyName(toItemName(place.path), label));
      if (await writeCopy(localPath, opened)) return succeed({ localPath });
      await removeCopy(directory);
      return fail({ code: 'disk-full' });
    });
  }

  /** Removes copies that are older than a day. What a program still holds goes another time. */
  async removeOld(): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names) {
      const directory = join(this.#directory, name);
      const stats = await stat(directory).catch(() => undefined);
      if (stats !== undefined && this.#input.nowMs() - stats.mtimeMs > KEPT_MS) await removeCopy(directory);
    }
  }
}

/** False when the disk has no room for it. */
async function writeCopy(localPath: string, source: { readonly file: FileHandle; readonly stats: Stats }) {
  const { bavail, bsize } = await statfs(join(localPath, '..'));
  if (bavail * bsize < source.stats.size) return false;
  const target = await open(localPath, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await target.writeFile(readAll(source.file));
    // The date of the version, not that of the copy.
    await target.utimes(source.stats.atime, source.stats.mtime);
    await target.chmod(0o400);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  } finally {
    await target.close();
  }
}

async function* readAll(file: FileHandle): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Windows does not remove what cannot be written to. */
async function removeCopy(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names) await chmod(join(directory, name), 0o600).catch(() => {});
  await rm(directory, { recursive: true, force: true }).catch(() => {});
}

/** `Haushalt.xlsx` becomes `Haushalt (Fassung vom Server, schreibgeschützt).xlsx`. Pure. */
export function toCopyName(name: string, label: string): string {
  const extension = extname(name);
  const end = ` (${label})${extension}`;
  const letters = Array.from(new Intl.Segmenter().segment(name.slice(0, name.length - extension.length)));
  const toName = (): string => letters.map(({ segment }) => segment).join('') + end;
  while (letters.length > 0 && Buffer.byteLength(toName()) > MAX_NAME_BYTES) letters.pop();
  return toName();
}
