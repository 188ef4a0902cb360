import { describe, expect, it } from 'vitest';
import type { FolderState, FolderView } from '#ipc/folder-view.ts';
import { findFolderCauses } from './folder-causes.ts';

const SIGNED_OUT: FolderState = { kind: 'stopped', error: { code: 'sign-in-needed', scope: 'account' } };
const MISSING: FolderState = { kind: 'stopped', error: { code: 'local-folder-missing', scope: 'sync-folder' } };
const OFFLINE: FolderState = { kind: 'offline', error: { code: 'server-unreachable', scope: 'account' } };

function sampleFolder(more: Partial<FolderView> = {}): FolderView {
  return {
    folderId: 'f',
    accountId: 'a',
    name: 'Amt',
    localPath: '/home/anna/Amt',
    remotePath: '',
    state: { kind: 'checking' },
    problems: 0,
    conflicts: 0,
    decisions: 0,
    newFolders: 0,
    news: [],
    ...more,
  };
}

describe('what keeps whole folders from being synced', () => {
  it('is told once for an account, and for each folder that has a cause of its own', () => {
    const causes = findFolderCauses([
      sampleFolder({ folderId: 'f1', state: SIGNED_OUT }),
      sampleFolder({ folderId: 'f2', state: SIGNED_OUT }),
      sampleFolder({ folderId: 'f3', state: MISSING }),
      sampleFolder({ folderId: 'f4', state: MISSING }),
      sampleFolder({ folderId: 'f5', accountId: 'b', state: OFFLINE }),
    ]);

    expect(causes.map(({ code, folders }) => [code, folders.map(({ folderId }) => folderId)])).toEqual([
      ['sign-in-needed', ['f1', 'f2']],
      ['local-folder-missing', ['f3']],
      ['local-folder-missing', ['f4']],
      ['server-unreachable', ['f5']],
    ]);
  });

  it('is nothing for folders that are synced, are paused, or have single problems', () => {
    const folders = [
      sampleFolder(),
      sampleFolder({ state: MISSING, pause: { why: 'person' } }),
      sampleFolder({ state: { kind: 'not-synced', problems: 1 }, problems: 1 }),
    ];

    expect(findFolderCauses(folders)).toEqual([]);
  });
});
