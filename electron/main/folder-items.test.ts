import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleAccount, sampleFolder } from '#e2e/stage/sample-state.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { findFolderItem, toWebAddress } from './folder-items.ts';

function stateOf(more: Partial<FolderView>, serverKind: 'owncloud10' | 'infinite-scale' = 'owncloud10'): AppState {
  const account = sampleAccount({
    serverUrl: 'https://box.example/cloud',
    serverKind,
    userName: 'änne',
    displayName: 'Änne Beispiel',
  });
  return { hostId: 'h', revision: 1, accounts: [account], folders: [sampleFolder(more)], recent: [] };
}

describe('an item of a sync folder', () => {
  it('is found where it is, and never outside of its folder', async () => {
    const root = mkdtempSync(join(tmpdir(), 'bayernbox-items-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const localPath = join(root, 'folder');
    mkdirSync(join(localPath, 'Amt'), { recursive: true });
    writeFileSync(join(localPath, 'Amt', 'a.txt'), '');
    writeFileSync(join(root, 'secret'), '');
    symlinkSync(join(root, 'secret'), join(localPath, 'link'));
    const find = (path: string, folderId = 'f') => findFolderItem(stateOf({ localPath }), folderId, path);

    expect(await find('Amt/a.txt')).toMatchObject({ kind: 'found' });
    expect(await find('')).toMatchObject({ kind: 'found' });
    expect([await find('link'), await find('..'), await find('gone'), await find('', 'other')]).toEqual(
      ['outside', 'outside', 'missing', 'folder-unknown'].map((kind) => ({ kind })),
    );
  });

  it.each([
    ['owncloud10', {}, 'https://box.example/cloud/index.php/apps/files/?dir=%2FB%C3%BCro%2Fa%20b'],
    [
      'owncloud10',
      { remotePath: 'Amt' },
      'https://box.example/cloud/index.php/apps/files/?dir=%2FAmt%2FB%C3%BCro%2Fa%20b',
    ],
    ['infinite-scale', {}, 'https://box.example/cloud/files/spaces/personal/%C3%A4nne/B%C3%BCro/a%20b'],
    ['infinite-scale', { spaceId: 's$1', spaceName: 'Bauamt' }, 'https://box.example/cloud/f/s%241'],
  ] as const)('has an address on its server (%s, %j)', (kind, more, address) => {
    expect(toWebAddress(stateOf(more, kind), { folderId: 'f', directory: 'Büro/a b' })).toBe(address);
  });

  it('in a project space is found by the id that the server gave it', () => {
    const state = stateOf({ spaceId: 's$1', spaceName: 'Bauamt' }, 'infinite-scale');

    expect(toWebAddress(state, { folderId: 'f', directory: 'Pläne', fileId: 's$1!7' })).toBe(
      'https://box.example/cloud/f/s%241!7',
    );
  });
});
