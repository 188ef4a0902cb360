import { isAbsolute } from 'node:path';
import type { Answer, RequestInput, RequestOutput } from '#ipc/contract.ts';
import type { Done } from '#ipc/fields.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import { adoptMovedFolder, lookAtLeft, moveSyncFolder } from '#sync-engine/engine/create-folder-move.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { listTaken } from './folder-requests.ts';
import type { FolderRunner } from '../running/folder-runner.ts';
import { findFolderSettings } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';
import type { FolderSettings } from '../settings/host-settings.ts';
import { inspectLocalFolder, PLACE_OBSTACLES, toFolderName, toRealPath } from './local-folder.ts';

type MovingRequestName = 'moveFolder' | 'cancelMove' | 'locateFolder' | 'checkOldFolder';

/** Requests about the place of a sync folder on this computer. */
export function createMovingRequests(parts: HostParts): Handlers<MovingRequestName> {
  return {
    moveFolder: (input) => withFolder(parts, input, (moving) => move(parts, moving)),
    cancelMove: ({ folderId }) => {
      parts.moves.get(folderId)?.abort();
      return succeed({});
    },
    checkOldFolder: ({ folderId }) => checkOldFolder(parts, folderId),
    locateFolder: (input) => withFolder(parts, input, (moving) => locate(parts, moving)),
  };
}

/** The settings name the new place of the folder that was at the old one. Also true when they do so already. */
export function commitMove(parts: Pick<HostParts, 'changeSettings'>): (from: string, to: string) => boolean {
  return (from, to) =>
    parts.changeSettings((settings) => ({
      ...settings,
      folders: settings.folders.map((folder) => (folder.localPath === from ? { ...folder, localPath: to } : folder)),
    }));
}

interface Moving {
  readonly folder: FolderSettings;
  readonly runner: FolderRunner;
  readonly to: string;
}

async function withFolder<Value>(
  parts: HostParts,
  { folderId, localPath }: RequestInput<'moveFolder'>,
  act: (found: Moving) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const folder = findFolderSettings(parts, folderId);
  const runner = parts.runners.get(folderId);
  if (folder === undefined || runner === undefined) return fail({ code: 'folder-unknown' });
  if (!isAbsolute(localPath)) return fail({ code: 'invalid-request' });
  const answer = await act({ folder, runner, to: localPath });
  // It may run again, at its new or its old place.
  await parts.permitAll();
  return answer;
}

async function move(parts: HostParts, { folder, runner, to }: Moving): Promise<Answer<RequestOutput<'moveFolder'>>> {
  const obstacle = findObstacle(parts, to);
  if (obstacle !== undefined) return fail({ code: obstacle });
  const stop = new AbortController();
  parts.moves.set(folder.folderId, stop);
  const target = toRealPath(to);
  try {
    const end = await runner.whileMoving((show) =>
      moveSyncFolder({
        from: folder.localPath,
        to: target,
        stateDirectory: parts.stateDirectory,
        signal: stop.signal,
        onProgress: show,
        commit: commitMove(parts),
      }),
    );
    if (end.kind === 'failed') return fail({ code: end.code });
    runner.showPlace({ localPath: target, name: toFolderName(target) });
    if (end.left === undefined) parts.left.delete(folder.folderId);
    else parts.left.set(folder.folderId, end.left);
    return succeed({ isOldLeft: end.left !== undefined });
  } finally {
    parts.moves.delete(folder.folderId);
  }
}

/** Items that are named when an old folder is not as it was. */
const MAX_CHANGED = 20;

async function checkOldFolder(parts: HostParts, folderId: string): Promise<Answer<RequestOutput<'checkOldFolder'>>> {
  const left = parts.left.get(folderId);
  if (left === undefined) return fail({ code: 'item-missing' });
  const end = await lookAtLeft(left, parts.signal);
  if (typeof end === 'string') return fail({ code: end });
  if (end.kind === 'gone') return fail({ code: 'item-missing' });
  const paths = end.kind === 'changed' ? end.paths : [];
  return succeed({ localPath: left.path, changed: paths.length, paths: paths.slice(0, MAX_CHANGED) });
}

/** Why a folder cannot be moved to a place; the same rules as for a new one, and nothing may be there. */
function findObstacle(parts: HostParts, to: string): UserErrorCode | undefined {
  const { kind } = inspectLocalFolder(to, listTaken(parts));
  return kind === 'has-files' || kind === 'was-synced' ? 'path-taken' : PLACE_OBSTACLES[kind];
}

async function locate(parts: HostParts, { folder, runner, to }: Moving): Promise<Answer<Done>> {
  const target = toRealPath(to);
  const { folderId, localPath } = folder;
  const others = parts.settings().folders.filter((other) => other.folderId !== folderId);
  const taken = { folders: others.map((other) => other.localPath), stateDirectory: parts.stateDirectory };
  const { kind } = inspectLocalFolder(target, taken);
  if (kind === 'overlaps') return fail({ code: 'folder-overlaps' });
  if (kind !== 'was-synced' || target === localPath) return fail({ code: 'folder-not-the-same' });
  const end = await runner.whileMoving(() =>
    Promise.resolve(
      adoptMovedFolder({
        from: localPath,
        to: target,
        stateDirectory: parts.stateDirectory,
        commit: commitMove(parts),
      }),
    ),
  );
  if (end === 'not-the-same') return fail({ code: 'folder-not-the-same' });
  if (end === 'settings-not-written') return fail({ code: end });
  runner.showPlace({ localPath: target, name: toFolderName(target) });
  return succeed({});
}
