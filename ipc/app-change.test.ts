import { describe, expect, it } from 'vitest';
import type { AppChange } from './app-change.ts';
import { applyEvent } from './app-change.ts';
import type { AccountView, AppState, RecentItem } from './app-state.ts';
import { MAX_RECENT } from './app-state.ts';
import type { FolderView } from './folder-view.ts';

const EMPTY: AppState = { hostId: 'h', revision: 0, accounts: [], folders: [], recent: [] };

const account: AccountView = {
  accountId: 'a',
  serverUrl: 'https://box.example',
  serverKind: 'owncloud10',
  productName: 'ownCloud',
  userName: 'anna',
  displayName: 'Anna',
  signIn: 'signed-in',
  isRemembered: true,
};

function folder(folderId: string, problems = 0): FolderView {
  return {
    folderId,
    accountId: 'a',
    name: 'BayernBox',
    localPath: '/home/anna/BayernBox',
    remotePath: '',
    state: { kind: 'checking' },
    problems,
    conflicts: 0,
    decisions: 0,
    newFolders: 0,
    news: [],
  };
}

function recent(folderId: string, path: string): RecentItem {
  return { folderId, path, verb: 'upload', side: 'remote', atMs: 1 };
}

function play(...changes: readonly AppChange[]): AppState | 'gap' {
  let state: AppState | 'gap' = EMPTY;
  for (const [index, change] of changes.entries()) {
    if (state !== 'gap') state = applyEvent(state, { hostId: 'h', revision: index + 1, change });
  }
  return state;
}

describe('an event of the state', () => {
  it('adds what is new and replaces what is known, in its place', () => {
    const state = play(
      { kind: 'account', account },
      { kind: 'folder', folder: folder('f1') },
      { kind: 'folder', folder: folder('f2') },
      { kind: 'folder', folder: folder('f1', 3) },
    );

    expect(state).toEqual({ ...EMPTY, revision: 4, accounts: [account], folders: [folder('f1', 3), folder('f2')] });
  });

  it('takes a folder away with what was synced there', () => {
    const state = play(
      { kind: 'folder', folder: folder('f1') },
      { kind: 'recent', items: [recent('f1', 'a')] },
      { kind: 'recent', items: [recent('f2', 'b')] },
      { kind: 'folder-removed', folderId: 'f1' },
    );

    expect(state).toEqual({ ...EMPTY, revision: 4, recent: [recent('f2', 'b')] });
  });

  it('keeps the newest items only', () => {
    const items = Array.from({ length: MAX_RECENT + 5 }, (_, index) => recent('f', `${index}`));

    const state = play(...items.map((item) => ({ kind: 'recent', items: [item] }) as const));

    expect(state === 'gap' ? [] : state.recent).toEqual(items.toReversed().slice(0, MAX_RECENT));
  });

  it('is a gap when one before it is missing', () => {
    expect(applyEvent(EMPTY, { hostId: 'h', revision: 2, change: { kind: 'pause' } })).toBe('gap');
  });

  it('is a gap when another engine host speaks', () => {
    expect(applyEvent(EMPTY, { hostId: 'other', revision: 1, change: { kind: 'pause' } })).toBe('gap');
  });

  it('changes nothing when the state has it already', () => {
    const state: AppState = { ...EMPTY, revision: 7 };

    expect(applyEvent(state, { hostId: 'h', revision: 7, change: { kind: 'account', account } })).toBe(state);
  });
});
