import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { countWaiting, findWaitingView } from './waiting.ts';

type Counts = Partial<Pick<FolderView, 'decisions' | 'conflicts' | 'newFolders'>>;

function foldersWith(...counts: readonly Counts[]): readonly FolderView[] {
  return counts.map((more) => sampleFolder(more));
}

describe('what waits for a person', () => {
  it('is every held change, every file in two versions and every new folder', () => {
    expect(countWaiting(foldersWith({ decisions: 1, newFolders: 2 }, { conflicts: 4 }, {}))).toBe(7);
  });

  it.each([
    ['decisions', [{ conflicts: 3 }, { decisions: 1 }]],
    ['decisions', [{ conflicts: 3, newFolders: 1 }]],
    ['conflicts', [{ conflicts: 3 }, {}]],
    ['decisions', [{}]],
  ] as const)('is found under %s', (view, counts) => {
    expect(findWaitingView(foldersWith(...counts))).toBe(view);
  });
});
