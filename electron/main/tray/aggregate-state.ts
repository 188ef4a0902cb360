import type { Known } from '#ipc/app-store.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { isSignedOut } from '../notices/signed-out.ts';

/** The seven states that the tray can tell. */
export const TRAY_KINDS = ['error', 'sign-in', 'decision', 'syncing', 'paused', 'offline', 'in-sync'] as const;
export type TrayKind = (typeof TRAY_KINDS)[number];

/** One word for everything, and who is responsible for it. */
export interface TrayState {
  readonly kind: TrayKind;
  /** The sentence to go with it; see `tray-words.ts`. */
  readonly reason:
    | 'starting'
    | 'restarting'
    | 'hangs'
    | 'organisation'
    | 'accounts-file'
    | 'no-account'
    | 'no-folder'
    | 'folders-lost'
    | 'stopped'
    | 'sign-in'
    | 'decisions'
    | 'two-versions'
    | 'new-folders'
    | 'problems'
    | 'checking'
    | 'syncing'
    | 'waiting'
    | 'paused'
    | 'portal'
    | 'offline'
    | 'in-sync';
  /** The folder that the word comes from; undefined for words about the whole program. */
  readonly folder: FolderView | undefined;
}

/**
 * The one word for all accounts and folders: the worst of them, in the order of `TRAY_KINDS`. `in-sync` is said only
 * when every folder has proved it. Pure.
 */
export function aggregateState(known: Known): TrayState {
  switch (known.kind) {
    case 'connecting':
    case 'refused':
      return { kind: 'syncing', reason: 'starting', folder: undefined };
    case 'reconnecting':
      return { kind: 'syncing', reason: 'restarting', folder: undefined };
    case 'hanging':
      return { kind: 'error', reason: 'hangs', folder: undefined };
    case 'connected':
      return aggregate(known.state);
    default:
      return known satisfies never;
  }
}

function aggregate({ accounts, accountsFault, folders, lostPath, organisation }: AppState): TrayState {
  if (organisation?.problem !== undefined) return { kind: 'error', reason: 'organisation', folder: undefined };
  if (accountsFault !== undefined) return { kind: 'error', reason: 'accounts-file', folder: undefined };
  if (accounts.length === 0) return { kind: 'sign-in', reason: 'no-account', folder: undefined };
  if (folders.length === 0 && lostPath !== undefined)
    return { kind: 'error', reason: 'folders-lost', folder: undefined };
  if (folders.length === 0) return { kind: 'paused', reason: 'no-folder', folder: undefined };
  const words = folders.map(judgeFolder).toSorted((a, b) => toProofMs(a) - toProofMs(b));
  const worst = TRAY_KINDS.map((kind) => words.find((word) => word.kind === kind)).find((word) => word !== undefined);
  if (worst === undefined) throw new Error('a folder has no state');
  return worst;
}

/** Of several folders that are up to date, all are so only since the oldest proof. */
function toProofMs({ kind, folder }: TrayState): number {
  return kind === 'in-sync' ? (folder?.state.verifiedAtMs ?? 0) : 0;
}

/**
 * What else there is to say of each folder, besides the one word for everything: what it does while something waits for
 * a person, and with several folders the state of each. In the order of the folders. Pure.
 */
export function listFolderStates(tray: TrayState, folders: readonly FolderView[]): readonly TrayState[] {
  if (tray.folder === undefined) return [];
  const isAlone = folders.length === 1;
  return folders
    .flatMap((folder) => {
      const worst = judgeFolder(folder);
      const activity = judgeActivity(folder);
      return activity.reason === worst.reason || activity.kind === 'in-sync' ? [worst] : [worst, activity];
    })
    .filter(({ kind, reason, folder }) => {
      const isSaid = reason === tray.reason && folder === tray.folder;
      // "Everything is up to date" says nothing of one of several folders.
      return !isSaid || (kind === 'in-sync' && !isAlone);
    });
}

/** The word for one folder: what waits for a person comes before what goes on meanwhile. Pure. */
function judgeFolder(folder: FolderView): TrayState {
  const activity = judgeActivity(folder);
  if (activity.kind === 'error' || activity.kind === 'sign-in' || activity.kind === 'decision') return activity;
  if (folder.decisions > 0) return { kind: 'decision', reason: 'decisions', folder };
  if (folder.conflicts > 0) return { kind: 'decision', reason: 'two-versions', folder };
  if (folder.newFolders > 0) return { kind: 'decision', reason: 'new-folders', folder };
  return activity;
}

/** What one folder does, or why it does not. Pure. */
function judgeActivity(folder: FolderView): TrayState {
  const { state } = folder;
  switch (state.kind) {
    case 'stopped':
      return isSignedOut(folder)
        ? { kind: 'sign-in', reason: 'sign-in', folder }
        : { kind: 'error', reason: 'stopped', folder };
    case 'needs-decision':
      return { kind: 'decision', reason: 'decisions', folder };
    case 'not-synced':
      return { kind: 'decision', reason: 'problems', folder };
    case 'syncing':
      return { kind: 'syncing', reason: 'syncing', folder };
    case 'checking':
    case 'unverified':
      return { kind: 'syncing', reason: 'checking', folder };
    case 'waiting':
      return { kind: 'syncing', reason: 'waiting', folder };
    case 'paused':
      return { kind: 'paused', reason: folder.pause?.why === 'portal' ? 'portal' : 'paused', folder };
    case 'offline':
      return { kind: 'offline', reason: 'offline', folder };
    case 'in-sync':
      return { kind: 'in-sync', reason: 'in-sync', folder };
    default:
      return state satisfies never;
  }
}
