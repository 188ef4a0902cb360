import { isAbsolute } from 'node:path';
import type { Answer } from '#ipc/contract.ts';
import type { Done } from '#ipc/fields.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { Deselected } from '#sync-engine/engine/create-first-choice.ts';
import { recordFirstChoice } from '#sync-engine/engine/create-first-choice.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { findAccount } from '../accounts/host-accounts.ts';
import { decideReserve, findFolderSettings } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';
import type { AskedPause, FolderSettings, HostSettings } from '../settings/host-settings.ts';
import type { TakenPlaces } from './local-folder.ts';
import {
  inspectLocalFolder,
  PLACE_OBSTACLES,
  prepareLocalFolder,
  suggestLocalFolder,
  toLocalName,
} from './local-folder.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import { toAskedPause, toLongerPause } from '../running/pauses.ts';

type FolderRequestName =
  | 'suggestLocalFolder'
  | 'inspectLocalFolder'
  | 'addFolder'
  | 'removeFolder'
  | 'acceptReplacedFolder'
  | 'pause'
  | 'resume'
  | 'syncNow'
  | 'listTransfers'
  | 'hurryTransfer';

/** Longest wait in ms for a server that is asked once more for what was chosen. */
const FIND_LIMIT_MS = 60_000;

/** Requests about sync folders. */
export function createFolderRequests(parts: HostParts): Handlers<FolderRequestName> {
  // Whether a place is free is only known while nobody else takes one.
  const add = oneAfterAnother();
  return {
    suggestLocalFolder: ({ spaceName }) => {
      const name = toLocalName(parts.branding.productName, spaceName);
      return succeed({ localPath: suggestLocalFolder(parts.homeDirectory, name, listTaken(parts)) });
    },
    inspectLocalFolder: ({ localPath }) =>
      isAbsolute(localPath)
        ? succeed(inspectLocalFolder(localPath, listTaken(parts, localPath), decideReserve(parts)))
        : fail({ code: 'invalid-request' }),
    addFolder: (input) => add(() => addFolder(parts, input)),
    removeFolder: ({ folderId }) => removeFolder(parts, folderId),
    async acceptReplacedFolder({ folderId }) {
      if (!parts.runners.has(folderId)) return fail({ code: 'folder-unknown' });
      parts.acceptFolder(folderId);
      await parts.permitAll();
      return succeed({});
    },
    listTransfers: ({ folderId }) => {
      const runner = parts.runners.get(folderId);
      return runner === undefined ? fail({ code: 'folder-unknown' }) : succeed(runner.transfers);
    },
    hurryTransfer: ({ folderId, path }) => {
      const runner = parts.runners.get(folderId);
      if (runner === undefined) return fail({ code: 'folder-unknown' });
      return runner.hurry(path) ? succeed({}) : fail({ code: 'item-missing' });
    },
    pause: ({ folderId, length }) => changePause(parts, folderId, toAskedPause(length, parts.nowMs())),
    resume: ({ folderId }) => {
      parts.overrideConditions(folderId);
      return changePause(parts, folderId, undefined);
    },
    syncNow: ({ folderId }) => syncNow(parts, folderId),
  };
}

/** Looks at everything at once. When nothing at all can be looked at, the reason is told. */
function syncNow(parts: HostParts, folderId: string | undefined): Answer<Done> {
  const wanted = parts.settings().folders.filter((folder) => folderId === undefined || folder.folderId === folderId);
  if (wanted.length === 0 && folderId !== undefined) return fail({ code: 'folder-unknown' });
  for (const folder of wanted) parts.runners.get(folder.folderId)?.lookNow();
  const isSignedOut = (folder: FolderSettings): boolean =>
    findAccount(parts.accounts, folder.accountId)?.state.kind !== 'signed-in';
  return wanted.length > 0 && wanted.every(isSignedOut) ? fail({ code: 'sign-in-needed' }) : succeed({});
}

/** Places that a sync folder at `wantedPath` must keep away from; one that waits there for its account gives way. */
export function listTaken(parts: HostParts, wantedPath?: string): TakenPlaces {
  const folders = parts
    .settings()
    .folders.filter((folder) => folder.localPath !== wantedPath || !isOrphan(parts, folder))
    .map(({ localPath }) => localPath);
  return { folders, stateDirectory: parts.stateDirectory };
}

/** Its account was in a list that was set aside. It waits for whoever sets it up again in the same place. */
function isOrphan({ accounts }: HostParts, { accountId }: FolderSettings): boolean {
  return accounts.findFault() === undefined && findAccount(accounts, accountId) === undefined;
}

interface AddFolder {
  readonly accountId: string;
  readonly spaceId?: string | undefined;
  readonly spaceName?: string | undefined;
  readonly remotePath: string;
  readonly localPath: string;
  readonly deselected?: readonly string[] | undefined;
}

async function addFolder(parts: HostParts, input: AddFolder) {
  const { accountId, spaceId, spaceName, remotePath } = input;
  if (findAccount(parts.accounts, accountId) === undefined) return fail({ code: 'account-unknown' });
  if (!isAbsolute(input.localPath)) return fail({ code: 'invalid-request' });
  const obstacle = PLACE_OBSTACLES[inspectLocalFolder(input.localPath, listTaken(parts, input.localPath)).kind];
  if (obstacle !== undefined) return fail({ code: obstacle });
  // What cannot be kept away must not begin to come: the server is asked before anything is made here.
  const deselected = await findDeselected(parts, input);
  if (!deselected.ok) return deselected;
  const localPath = prepareLocalFolder(input.localPath);
  if (localPath === undefined) return fail({ code: 'folder-not-writable' });
  if (deselected.value !== undefined) {
    const choice = { localRootPath: localPath, stateDirectory: parts.stateDirectory, deselected: deselected.value };
    const recorded = await recordFirstChoice(choice);
    if (!recorded.ok) return fail(recorded.error);
  }
  const folder: FolderSettings = {
    folderId: parts.randomId(),
    accountId,
    localPath,
    remotePath,
    ...(spaceId === undefined ? {} : { spaceId }),
    ...(spaceId === undefined || spaceName === undefined ? {} : { spaceName }),
  };
  for (const orphan of parts.settings().folders.filter((one) => one.localPath === localPath)) {
    const removed = await removeFolder(parts, orphan.folderId);
    if (!removed.ok) return removed;
  }
  if (!parts.changeSettings((settings) => ({ ...settings, folders: [...settings.folders, folder] }))) {
    return fail({ code: 'settings-not-written' });
  }
  parts.addRunner(folder);
  // Whoever sets a folder up means this one, whatever has been synced at its place before.
  parts.acceptFolder(folder.folderId);
  await parts.permitAll();
  return succeed({ folderId: folder.folderId });
}

/** What a person does not want here, by the server's ids; undefined when nobody was asked. */
async function findDeselected(
  parts: HostParts,
  { accountId, spaceId, remotePath, deselected }: AddFolder,
): Promise<Answer<readonly Deselected[] | undefined>> {
  if (deselected === undefined) return succeed(undefined);
  if (deselected.length === 0) return succeed([]);
  const tree = parts.serverTrees.find(parts, accountId, spaceId);
  if (!tree.ok) return tree;
  const paths = deselected.flatMap((path) => parseRelativePath(path) ?? []);
  const places = paths.flatMap((path) => parseRelativePath(remotePath === '' ? path : `${remotePath}/${path}`) ?? []);
  const signal = AbortSignal.any([parts.signal, AbortSignal.timeout(FIND_LIMIT_MS)]);
  const found = await tree.value.identify(places, signal);
  if (!found.ok) return fail(found.error);
  return succeed(
    found.value.flatMap((fileId, index) => (paths[index] === undefined ? [] : [{ fileId, path: paths[index] }])),
  );
}

async function removeFolder(parts: HostParts, folderId: string) {
  if (findFolderSettings(parts, folderId) === undefined) return fail({ code: 'folder-unknown' });
  const isWritten = parts.changeSettings((settings) => ({
    ...settings,
    folders: settings.folders.filter((folder) => folder.folderId !== folderId),
  }));
  if (!isWritten) return fail({ code: 'settings-not-written' });
  parts.moves.get(folderId)?.abort();
  await parts.runners.get(folderId)?.close();
  parts.runners.delete(folderId);
  parts.state.change({ kind: 'folder-removed', folderId });
  return succeed({});
}

async function changePause(parts: HostParts, folderId: string | undefined, pause: AskedPause | undefined) {
  if (folderId !== undefined && !parts.runners.has(folderId)) return fail({ code: 'folder-unknown' });
  if (!parts.changeSettings((settings) => withPause(settings, folderId, pause))) {
    return fail({ code: 'settings-not-written' });
  }
  await parts.permitAll();
  return succeed({});
}

/** Resuming everything also resumes every single folder: "everything" must mean it. */
function withPause(settings: HostSettings, folderId: string | undefined, pause: AskedPause | undefined): HostSettings {
  if (folderId !== undefined) return withFolderPause(settings, folderId, pause);
  const all = setPause(settings, pause);
  return pause === undefined ? { ...all, folders: settings.folders.map((one) => setPause(one, undefined)) } : all;
}

/** A folder that is resumed out of a pause of everything must go on: from then on the others rest each by itself. */
function withFolderPause(settings: HostSettings, folderId: string, pause: AskedPause | undefined): HostSettings {
  const rest = pause === undefined ? settings.pause : undefined;
  const folders = settings.folders.map((one) => {
    if (one.folderId === folderId) return setPause(one, pause);
    return rest === undefined ? one : setPause(one, toLongerPause(one.pause, rest));
  });
  return { ...(pause === undefined ? setPause(settings, undefined) : settings), folders };
}

function setPause<Paused extends { readonly pause?: AskedPause | undefined }>(
  { pause: _old, ...rest }: Paused,
  pause: AskedPause | undefined,
) {
  return { ...rest, ...(pause === undefined ? {} : { pause }) };
}
