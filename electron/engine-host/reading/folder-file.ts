import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, realpath, stat } from 'node:fs/promises';
import * as nodePath from 'node:path';
import { join } from 'node:path';
import type { Answer } from '#ipc/contract.ts';
import { isInsideFolder } from '#ipc/inside-folder.ts';
import { toItemName } from '#ipc/item-name.ts';
import { toKeptFolder } from '#sync-engine/engine/create-visit.ts';
import { fail } from '../answers.ts';
import { toLocalPath } from '../visiting/local-path.ts';

/** A file of a sync folder: at its place, or one that the safety store keeps of this place. */
export interface FilePlace {
  readonly path: string;
  readonly keepId?: string | undefined;
}

/** An open file; undefined stands for something that is there but is no file. */
export type OpenedFile = { readonly file: FileHandle; readonly stats: Stats } | undefined;

/**
 * Opens a file of the sync folder at `root` for reading, gives it to `act` and closes it. Follows no link out of the
 * folder, and does not wait at a pipe. Codes: `path-outside-folder`, `changed-meanwhile` for what is not there any more,
 * `local-access-denied`.
 */
export async function readFolderFile<Value>(
  root: string,
  place: FilePlace,
  act: (opened: OpenedFile) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  let file: FileHandle | undefined;
  try {
    const { within, localPath } = locate(root, place);
    const real = await realpath(localPath);
    if (!isInsideFolder(real, await realpath(within), nodePath)) return fail({ code: 'path-outside-folder' });
    // Opening a pipe would wait until somebody writes into it.
    if (!(await stat(real)).isFile()) return await act(undefined);
    file = await open(real, 'r');
    return await act({ file, stats: await file.stat() });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: error.code === 'ENOENT' ? 'changed-meanwhile' : 'local-access-denied' });
  } finally {
    await file?.close();
  }
}

/** The id of a kept version comes from a window: it must not lead out of the safety store. */
function locate(root: string, { path, keepId }: FilePlace): { readonly within: string; readonly localPath: string } {
  if (keepId === undefined) return { within: root, localPath: toLocalPath(root, path) };
  const within = toKeptFolder(root);
  return { within, localPath: join(within, keepId, toItemName(path)) };
}
