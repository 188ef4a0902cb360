import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, readlink, rm, symlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';

/** An item that is at both places: as it was when its bytes were read, and as its copy is. */
export interface CopiedItem {
  readonly kind: 'file' | 'directory' | 'link';
  readonly source: LocalStamp;
  readonly target: LocalStamp;
}

/** How far a copy has come. `bytesTotal` is what was there when it began. */
export interface CopyProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface CopyInput {
  /** Absolute path of the folder. */
  readonly from: string;
  /** Absolute path of a directory that is there, and empty. */
  readonly draft: string;
  /** What a stat call showed, as the sync database keeps it. */
  readonly toStamp: (stats: BigIntStats) => LocalStamp;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CopyProgress) => void;
}

/** `still-changing`: somebody writes into the folder all the time. `differs`: the disk gave back other bytes. */
export type CopyEnd =
  | { readonly kind: 'copied'; readonly items: ReadonlyMap<string, CopiedItem> }
  | { readonly kind: 'failed'; readonly why: 'still-changing' | 'differs' };

/** Belongs to the process that works in the folder, and to its attempts; nothing of it is anybody's file. */
const NOT_COPIED = /^\.bayernbox\/(?:lock|probe-.*)$/;

/** After each pass what was touched meanwhile is copied again; a folder at rest needs two. */
const MAX_PASSES = 6;

const CHUNK_BYTES = 1024 * 1024;

/**
 * Copies a folder with everything in it, also what is not synced, and reads every copy back. Ends when a whole pass found
 * nothing touched since it was copied. The folder itself is only read. Sockets and pipes hold no bytes and are left out.
 * Throws errno errors, and the reason of the signal.
 */
export async function copyFolder(input: CopyInput): Promise<CopyEnd> {
  const copy = new FolderCopy(input);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const end = await copy.pass();
    if (end === 'differs') return { kind: 'failed', why: end };
    if (end === 'unchanged') return { kind: 'copied', items: copy.items };
  }
  return { kind: 'failed', why: 'still-changing' };
}

class FolderCopy {
  readonly #input: CopyInput;
  readonly items = new Map<string, CopiedItem>();
  #progress: CopyProgress | undefined;

  constructor(input: CopyInput) {
    this.#input = input;
  }

  async pass(): Promise<'changed' | 'unchanged' | 'differs'> {
    const found = await this.#look();
    let isChanged = await this.#takeAway(found);
    for (const [path, stats] of found) {
      this.#input.signal.throwIfAborted();
      const source = this.#input.toStamp(stats);
      const known = this.items.get(path);
      const kind = kindOf(stats);
      if (known !== undefined && known.kind === kind && isUntouched(known, source)) continue;
      isChanged = true;
      if (known !== undefined) await rm(this.#target(path), { recursive: true, force: true });
      if ((await unlessGone(this.#copy(path, stats))) === 'differs') return 'differs';
    }
    return isChanged ? 'changed' : 'unchanged';
  }

  async #look(): Promise<ReadonlyMap<string, BigIntStats>> {
    const { from, signal } = this.#input;
    const all = await listItems(from, signal);
    const found = new Map([...all].filter(([, stats]) => kindOf(stats) !== undefined));
    const bytesTotal = [...found.values()].reduce((sum, stats) => sum + (stats.isFile() ? Number(stats.size) : 0), 0);
    this.#progress ??= { bytesDone: 0, bytesTotal };
    return found;
  }

  /** What has left the folder since the last pass. */
  async #takeAway(found: ReadonlyMap<string, BigIntStats>): Promise<boolean> {
    const gone = [...this.items.keys()].filter((path) => !found.has(path));
    for (const path of gone) {
      await rm(this.#target(path), { recursive: true, force: true });
      this.items.delete(path);
    }
    return gone.length > 0;
  }

  async #copy(path: string, stats: BigIntStats): Promise<'copied' | 'differs'> {
    const { from: root, toStamp } = this.#input;
    const [from, to] = [join(root, path), this.#target(path)];
    const kind = kindOf(stats);
    if (kind === 'directory') await mkdir(to, { recursive: true });
    else if (kind === 'link') await symlink(await readlink(from), to);
    else if (kind === 'file' && (await this.#copyFile(from, to)) === 'differs') return 'differs';
    // Write access to a directory is needed until its items are there; they follow it.
    if (kind === 'file') await chmod(to, Number(stats.mode) & 0o777);
    if (kind !== undefined)
      this.items.set(path, { kind, source: toStamp(stats), target: toStamp(await lstat(to, { bigint: true })) });
    return 'copied';
  }

  async #copyFile(from: string, to: string): Promise<'copied' | 'differs'> {
    const source = await open(from, 'r');
    try {
      const target = await open(to, 'wx+', 0o600);
      try {
        const sent = createHash('sha256');
        await target.writeFile(
          this.#readAll(source, (chunk) => {
            sent.update(chunk);
            this.#count(chunk.length);
          }),
        );
        const { atime, mtime } = await source.stat();
        await target.utimes(atime, mtime);
        await target.sync();
        const stored = createHash('sha256');
        for await (const chunk of this.#readAll(target, () => {})) stored.update(chunk);
        return sent.digest('hex') === stored.digest('hex') ? 'copied' : 'differs';
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  }

  async *#readAll(file: FileHandle, onChunk: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let position = 0; ;) {
      this.#input.signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      onChunk(chunk);
      yield chunk;
    }
  }

  #count(bytes: number): void {
    const { bytesDone, bytesTotal } = this.#progress ?? { bytesDone: 0, bytesTotal: 0 };
    this.#progress = { bytesDone: Math.min(bytesDone + bytes, bytesTotal), bytesTotal };
    this.#input.onProgress(this.#progress);
  }

  #target(path: string): string {
    return join(this.#input.draft, path);
  }
}

/** Everything in a folder but what belongs to the process that works in it; undefined when the folder is gone. */
export function lookThrough(
  folder: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BigIntStats> | undefined> {
  return unlessGone(listItems(folder, signal));
}

/** All items with their parents before them. */
async function listItems(folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, BigIntStats>> {
  const found = new Map<string, BigIntStats>();
  const waiting = [''];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    signal.throwIfAborted();
    for (const name of await readdir(join(folder, directory))) {
      const path = directory === '' ? name : `${directory}/${name}`;
      const stats = await findStats(join(folder, path));
      if (stats === undefined || NOT_COPIED.test(path)) continue;
      found.set(path, stats);
      if (stats.isDirectory()) waiting.push(path);
    }
  }
  return found;
}

/** Bytes of all files in a folder. Throws errno errors, and the reason of the signal. */
export async function measureFolder(folder: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  const waiting = [folder];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    signal.throwIfAborted();
    for (const name of await readdir(directory)) {
      const stats = await findStats(join(directory, name));
      if (stats?.isDirectory() === true) waiting.push(join(directory, name));
      if (stats?.isFile() === true) bytes += Number(stats.size);
    }
  }
  return bytes;
}

/** True for an item that is as it was when it was copied. */
export function isUntouched({ kind, source }: CopiedItem, now: LocalStamp): boolean {
  return isSameStamp(kind === 'directory' ? 'directory' : 'file', source, now);
}

/** Undefined for what has gone since it was listed: a person may work in the folder. */
function findStats(path: string): Promise<BigIntStats | undefined> {
  return unlessGone(lstat(path, { bigint: true }));
}

async function unlessGone<Value>(act: Promise<Value>): Promise<Value | undefined> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function kindOf(stats: BigIntStats): CopiedItem['kind'] | undefined {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : undefined;
}
