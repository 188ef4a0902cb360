import { describe, expect, it } from 'vitest';
import { sumSelected, summariseChoice } from './choice-summary.ts';
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
      coming: { bytes: 48 * GB, certainty: 'exact' },
      leaving: { bytes: 10 * GB, certainty: 'exact' },
      selected: { bytes: 50 * GB, certainty: 'exact', unmeasured: [] },
      freeAfterBytes: 52 * GB,
      isTooLarge: false,
    });
  });

  it('does not pretend to know a size that the server has not told', () => {
    expect(summarise([], ['Neu']).selected).toMatchObject({ bytes: 60 * GB, certainty: 'maximum' });
  });

  it('is too large when less than the reserve would be left, and never when nothing comes', () => {
    expect([
      summarise(['Archiv'], [], 53 * GB).isTooLarge,
      summarise(['Archiv'], [], 53 * GB - 1).isTooLarge,
      summarise([], ['Archiv'], 1 * GB).isTooLarge,
    ]).toEqual([false, true, false]);
  });

  it('does not forbid what may well find room', () => {
    const { coming, isTooLarge } = summarise(['Archiv'], ['Archiv/Neu'], 50 * GB);

    expect([coming.certainty, isTooLarge]).toEqual(['maximum', false]);
  });
});

describe('a storage of another system whose size the server does not tell', () => {
  const external = { sharing: 'external', isReadOnly: false } as const;
  const tree: LoadedTree = new Map([
    [
      '',
      {
        kind: 'loaded',
        sizeBytes: 30 * GB,
        directories: [
          { path: 'Bauamt', name: 'Bauamt', sizeBytes: 10 * GB },
          { path: 'NAS', name: 'NAS', ...external },
          { path: 'Kasse', name: 'Kasse', sizeBytes: 5 * GB, ...external },
        ],
      },
    ],
  ]);

  it.each([
    { chosen: [], bytes: 30 * GB, certainty: 'minimum', unmeasured: ['NAS'] },
    { chosen: ['Bauamt', 'Kasse'], bytes: 15 * GB, certainty: 'minimum', unmeasured: ['NAS'] },
    { chosen: ['NAS'], bytes: 30 * GB, certainty: 'exact', unmeasured: [] },
    { chosen: ['Weg'], bytes: 30 * GB, certainty: 'about', unmeasured: ['NAS'] },
    { chosen: ['NAS', 'Weg'], bytes: 30 * GB, certainty: 'maximum', unmeasured: [] },
  ])('is left out of the sum, and named: without $chosen it is $certainty', ({ chosen, ...sum }) => {
    expect(sumSelected(tree, new Set(chosen))).toEqual(sum);
  });
});
