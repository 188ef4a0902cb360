import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import type { Result } from '../core/model/sync-error.ts';
import { findErrno, parseSyncError } from './errno-outcome.ts';
import { flush } from './flushing.ts';
import type { LocalRoot } from './local-root.ts';

/** Folders and files of the private folder that have an owner of their own. */
const TAKEN_NAMES: ReadonlySet<string> = new Set(['staging', 'kept', 'aside', 'lock', 'lock-journal']);

/** True for one plain name on every system, as the engine makes them. */
export function isPrivateId(id: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(id);
}

/** Throws on an id that could be anything else. */
export function assertPrivateId(id: string): void {
  if (!isPrivateId(id)) throw new RangeError('not an id for a private file');
}

/** The text of a small private file; undefined when there is none that can be read: writing it tells why. */
export async function readPrivateFile(root: LocalRoot, name: string): Promise<string | undefined> {
  const path = toPath(root, name);
  if (root.findFailure('read-private') !== undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (findErrno(error) === undefined) throw error;
    return undefined;
  }
}

/** Writes a small private file so that after a crash either the old or the new text is there, whole. */
export async function writePrivateFile(root: LocalRoot, name: string, text: string): Promise<Result<void>> {
  const path = toPath(root, name);
  const failure = root.findFailure('write-private');
  if (failure !== undefined) return { ok: false, error: failure };
  const draft = root.privatePath('aside', `draft-${randomUUID()}`);
  try {
    await writeDurably(root, draft, text);
    await rename(draft, path);
    return { ok: true, value: undefined };
  } catch (error) {
    await unlinkIfThere(draft);
    return { ok: false, error: parseSyncError(error, 'write-private') };
  }
}

/** Names of private texts that begin with `prefix`, sorted; none when the folder cannot be read now. */
export async function listPrivateFiles(root: LocalRoot, prefix: string): Promise<readonly string[]> {
  return (await readPrivateFolder(root))
    .filter((entry) => entry.isFile() && entry.name.startsWith(prefix) && !TAKEN_NAMES.has(entry.name))
    .map((entry) => entry.name)
    .toSorted();
}

/** Nothing while the folder cannot be read, as when its disk is away: what is in it then waits. */
async function readPrivateFolder(root: LocalRoot): Promise<readonly Dirent[]> {
  if (root.findFailure('list-private') !== undefined) return [];
  try {
    return await readdir(root.privatePath(), { withFileTypes: true });
  } catch (error) {
    if (findErrno(error) === undefined) throw error;
    return [];
  }
}

/** Removes a private text; nothing happens when there is none. */
export async function removePrivateFile(root: LocalRoot, name: string): Promise<Result<void>> {
  const path = toPath(root, name);
  const failure = root.findFailure('remove-private');
  if (failure !== undefined) return { ok: false, error: failure };
  try {
    await unlinkIfThere(path);
    return { ok: true, value: undefined };
  } catch (error) {
    return { ok: false, error: parseSyncError(error, 'remove-private') };
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((reason: unknown) => {
    if (findErrno(reason) !== 'ENOENT') throw reason;
  });
}

async function writeDurably({ calls }: LocalRoot, path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await flush(calls, handle);
  } finally {
    await handle.close();
  }
}

function toPath(root: LocalRoot, name: string): string {
  assertPrivateId(name);
  if (TAKEN_NAMES.has(name)) throw new RangeError(`the private name ${name} is taken`);
  return root.privatePath(name);
}
