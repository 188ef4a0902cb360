import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import { countDecisions, countVersions } from './waiting.ts';

describe('what waits for a person', () => {
  it('is counted over all folders: held changes and new folders as decisions, files in two versions apart', () => {
    const folders = [{ decisions: 1, newFolders: 2 }, { conflicts: 4, newFolders: 1 }, {}].map(sampleFolder);

    expect([countDecisions(folders), countVersions(folders)]).toEqual([4, 4]);
    expect([countDecisions([]), countVersions([])]).toEqual([0, 0]);
  });
});
