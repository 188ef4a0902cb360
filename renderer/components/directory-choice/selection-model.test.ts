import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareChoices, compareLists, markOf, rebaseChoice, sumSizes, toggle } from './selection-model.ts';
import { listUnknown } from './use-directory-choice.ts';

const TREE: Readonly<Record<string, readonly string[]>> = {
  '': ['a', 'b'],
  a: ['a/x', 'a/y', 'a/z'],
  'a/x': ['a/x/1', 'a/x/2'],
};
const ALL = ['a', 'b', 'a/x', 'a/y', 'a/z', 'a/x/1', 'a/x/2'];
const childrenOf = (path: string): readonly string[] => TREE[path] ?? [];

describe('the mark of a folder', () => {
  it('is that of the folder above it when that one is deselected', () => {
    expect(markOf('a/x/1', new Set(['a']))).toBe('deselected');
  });

  it('is partly when something inside is deselected, loaded or not', () => {
    expect(markOf('a', new Set(['a/never-seen/deep']))).toBe('partly');
  });

  it('does not mistake a name that only begins alike for a folder inside', () => {
    expect(markOf('a', new Set(['ab']))).toBe('selected');
  });
});

describe('a click', () => {
  it('takes a selected folder away as a whole', () => {
    expect([...toggle('a', new Set(['b']), childrenOf)]).toEqual(['b', 'a']);
  });

  it('brings back all of a folder that is partly there', () => {
    expect([...toggle('a', new Set(['a/x/1', 'a/y']), childrenOf)]).toEqual([]);
  });

  it('brings back one folder of a deselected parent alone: the others beside it stay away', () => {
    const after = toggle('a/x/1', new Set(['a']), childrenOf);

    expect(ALL.map((path) => [path, markOf(path, after)])).toEqual([
      ['a', 'partly'],
      ['b', 'selected'],
      ['a/x', 'partly'],
      ['a/y', 'deselected'],
      ['a/z', 'deselected'],
      ['a/x/1', 'selected'],
      ['a/x/2', 'deselected'],
    ]);
  });

  it('changes the clicked folder, and never one that neither holds it nor lies in it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALL), { maxLength: 12 }), fc.constantFrom(...ALL), (clicks, path) => {
        const before = clicks.reduce(
          (chosen, click) => toggle(click, chosen, childrenOf),
          new Set<string>() as ReadonlySet<string>,
        );
        const after = toggle(path, before, childrenOf);

        expect(markOf(path, after)).toBe(markOf(path, before) === 'selected' ? 'deselected' : 'selected');
        for (const other of ALL) {
          const isRelated = other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`);
          if (!isRelated) expect(markOf(other, after)).toBe(markOf(other, before));
        }
        for (const one of after) for (const two of after) expect(two.startsWith(`${one}/`)).toBe(false);
      }),
    );
  });
});

describe('a folder in a deselected one', () => {
  it('waits for the content of every folder on the way, because what lies beside it must stay away', () => {
    const loaded = { kind: 'loaded', directories: [], sizeBytes: undefined } as const;

    expect(listUnknown('a/x/1', new Set(['a']), new Map([['a', loaded]]))).toEqual(['a/x']);
    expect(listUnknown('a/x/1', new Set(['b']), new Map([['a/x', loaded]]))).toEqual([]);
    expect(listUnknown('a', new Set(['a']), new Map([['', loaded]]))).toEqual([]);
    // A search has found it, and nobody has looked at what is beside it.
    expect(listUnknown('a/x/1', new Set(), new Map())).toEqual(['a/x']);
  });
});

describe('a choice from a list that changes meanwhile', () => {
  it.each([
    { what: 'keeps what a person took away', before: ['A'], chosen: ['A', 'B'], now: ['A', 'N'], end: ['A', 'B', 'N'] },
    { what: 'keeps what a person brought here', before: ['A'], chosen: [], now: ['A', 'N'], end: ['N'] },
    { what: 'keeps what they brought in part', before: ['A'], chosen: ['A/x'], now: ['A', 'N'], end: ['A/x', 'N'] },
    { what: 'lets go what is not there any more', before: ['A', 'B'], chosen: ['A', 'B'], now: ['B'], end: ['B'] },
    { what: 'says nothing twice about what goes anyway', before: [], chosen: ['A'], now: ['A/neu'], end: ['A'] },
    { what: 'goes as a whole where the whole went', before: [], chosen: ['A/x', 'B'], now: ['A'], end: ['A', 'B'] },
    { what: 'is the same when the list is', before: ['A'], chosen: ['B'], now: ['A'], end: ['B'] },
  ])('$what', ({ before, chosen, now, end }) => {
    const change = compareLists(new Set(before), new Set(now));

    expect([...rebaseChoice(new Set(chosen), change)].toSorted()).toEqual(end);
  });
});

describe('two choices', () => {
  it('differ in what comes and what leaves', () => {
    expect(compareChoices(new Set(['a']), new Set(['a/x', 'b']))).toEqual({ comes: ['a'], leaves: ['b'] });
  });
});

describe('the size of what comes and leaves', () => {
  const sizes: Readonly<Record<string, number>> = { Archiv: 100, 'Archiv/2019': 30, Fotos: 7 };
  const sizeOf = (path: string): number | undefined => sizes[path];

  it('is what the folders hold, without what of them stays away', () => {
    expect(sumSizes(['Archiv', 'Fotos'], new Set(['Archiv/2019', 'Bauamt']), sizeOf)).toEqual({
      bytes: 77,
      certainty: 'exact',
    });
  });

  it('says when the server has not told all of it', () => {
    expect(sumSizes(['Fotos', 'Neu'], new Set(), sizeOf)).toEqual({ bytes: 7, certainty: 'minimum' });
    expect(sumSizes(['Archiv'], new Set(['Archiv/Neu']), sizeOf)).toEqual({ bytes: 100, certainty: 'maximum' });
    expect(sumSizes(['Archiv', 'Neu'], new Set(['Archiv/Neu']), sizeOf).certainty).toBe('about');
  });
});
