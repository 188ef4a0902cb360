import { describe, expect, it } from 'vitest';
import { summariseChoice } from './choice-summary.ts';
import type { LoadedTree } from './use-remote-tree.ts';

const GB = 1_000_000_000;

const TREE: LoadedTree = new Map([
  [
    '',
    {
      kind: 'loaded',
      sizeBytes: 60 * GB,
      directories: [
        { path: 'Archiv', name: 'Archiv', sizeBytes: 48 * GB },
        { path: 'Bauamt', name: 'Bauamt', sizeBytes: 10 * GB },
        { path: 'Neu', name: 'Neu' },
      ],
    },
  ],
]);

function summarise(before: readonly string[], chosen: readonly string[], freeBytes = 100 * GB) {
  const disk = { freeBytes, reserveBytes: 5 * GB };
  return summariseChoice({ tree: TREE, before: new Set(before), chosen: new Set(chosen), disk });
}

describe('the meaning of a choice', () => {
  it('is what will be here, what changes, and what is free afterwards', () => {
    expect(summarise(['Archiv'], ['Bauamt'])).toEqual({
      comes: ['Archiv'],
      leaves: ['Bauamt'],
      coming: { bytes: 48 * GB, isWhole: true },
      leaving: { bytes: 10 * GB, isWhole: true },
      selected: { bytes: 50 * GB, isWhole: true },
      freeAfterBytes: 52 * GB,
      isTooLarge: false,
    });
  });

  it('does not pretend to know a size that the server has not told', () => {
    expect(summarise([], ['Neu']).selected).toEqual({ bytes: 60 * GB, isWhole: false });
  });

  it('is too large when less than the reserve would be left, and never when nothing comes', () => {
    expect([
      summarise(['Archiv'], [], 53 * GB).isTooLarge,
      summarise(['Archiv'], [], 53 * GB - 1).isTooLarge,
      summarise([], ['Archiv'], 1 * GB).isTooLarge,
    ]).toEqual([false, true, false]);
  });
});
