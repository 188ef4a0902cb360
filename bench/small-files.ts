import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { DevServer } from '#dev-server/dev-server.ts';
import { sendAs } from './colleague.ts';

/** Files of equal size: parts of ten directories with 100 files each. */
export interface SmallFiles {
  readonly count: number;
  readonly sizeBytes: number;
  /** Every part holds the same bytes, so that the server can copy whole parts; else no two files are equal. */
  readonly hasEqualParts?: boolean;
  /** So many in each directory of the root, whole parts; all in one when absent. */
  readonly filesInRoot?: number;
}

const FILES_EACH = 100;
const PART = 1_000;

/** How many files the scenarios with very many share. */
export const MANY = { full: 100_000, quick: 100_000, tiny: 2_000 } as const;

/** So many, half of them in each of two directories of the root. */
export function toManyFiles(count: number): SmallFiles & { readonly filesInRoot: number } {
  return { count, sizeBytes: 100, hasEqualParts: true, filesInRoot: Math.max(PART, count / 2) };
}

/** Name of a directory of the root. */
export function toRootName(index: number): string {
  return index === 0 ? 'Akten' : `Akten ${index + 1}`;
}

/** Where a part lies. */
function toPartPath(part: number, filesInRoot = Number.POSITIVE_INFINITY): string {
  return `${toRootName(Math.floor((part * PART) / filesInRoot))}/Teil ${part}`;
}

/** Age of all content that is laid out on both sides, so that nobody has to compare bytes. */
const MTIME_S = 1_700_000_000;

/** Longest time for which any of the programs takes a new file for one that is still being written. */
const STILL_MS = 3_000;

const LANES = 8;

interface SmallFile {
  readonly path: string;
  readonly content: Buffer;
}

function* list({ count, sizeBytes, hasEqualParts = false, filesInRoot }: SmallFiles): Generator<SmallFile> {
  for (let index = 0; index < count; index += 1) {
    const inPart = index % PART;
    const place = `${toPartPath(Math.floor(index / PART), filesInRoot)}/Ordner ${Math.floor(inPart / FILES_EACH)}`;
    const text = `Akte ${hasEqualParts ? inPart : index} `;
    yield { path: `${place}/Akte ${inPart}.txt`, content: Buffer.alloc(sizeBytes, text) };
  }
}

/** Paths below the folder, in the order in which they are made. */
export function listPaths(files: SmallFiles): readonly string[] {
  return Array.from(list(files), ({ path }) => path);
}

/** Directories above `paths`, parents first. */
export function listDirectories(paths: readonly string[]): readonly string[] {
  const directories = new Set<string>();
  const add = (directory: string): void => {
    if (directory === '.' || directories.has(directory)) return;
    add(dirname(directory));
    directories.add(directory);
  };
  for (const path of paths) add(dirname(path));
  return [...directories];
}

/** Writes them below `folder`; other work gets its turn after each directory. */
export async function writeFiles(folder: string, files: SmallFiles): Promise<void> {
  for (const directory of listDirectories(listPaths(files))) mkdirSync(join(folder, directory), { recursive: true });
  let written = 0;
  for (const { path, content } of list(files)) {
    writeFileSync(join(folder, path), content);
    utimesSync(join(folder, path), MTIME_S, MTIME_S);
    written += 1;
    if (written % FILES_EACH === 0) await turn();
  }
}

/** Puts the same files on the server, without any of the programs. */
export async function putFiles(server: DevServer, files: SmallFiles): Promise<void> {
  const sent = files.hasEqualParts === true ? { ...files, count: Math.min(PART, files.count) } : files;
  for (const directory of listDirectories(listPaths(sent))) await sendAs(server, { method: 'MKCOL', path: directory });
  const pending = list(sent);
  const lane = async (): Promise<void> => {
    for (const { path, content } of { [Symbol.iterator]: () => ({ next: () => pending.next() }) }) {
      await sendAs(server, { method: 'PUT', path, headers: { 'x-oc-mtime': String(MTIME_S) }, content });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  for (let part = 1; part < files.count / PART && files.hasEqualParts === true; part += 1) {
    const to = toPartPath(part, files.filesInRoot);
    if ((part * PART) % (files.filesInRoot ?? Number.POSITIVE_INFINITY) === 0)
      await sendAs(server, { method: 'MKCOL', path: dirname(to) });
    await sendAs(server, { method: 'COPY', path: toPartPath(0), to });
  }
}

/** Until no program takes any file for one that is being written: the clock is what they look at. */
export function waitUntilStill(): Promise<void> {
  return delay(STILL_MS);
}
