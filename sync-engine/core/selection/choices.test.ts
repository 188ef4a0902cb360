import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileId, RemoteKey } from '../model/ids.ts';
import { toFileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import type { Choice, Selection, SelectionAct } from '../model/selection.ts';
import { EVERYTHING_SELECTED } from '../model/selection.ts';
import type { LookForChoices } from './choices.ts';
import { applyAct, applyActs, findAwayAbove, followChoices } from './choices.ts';
import type { SeenItem } from './seen-tree.ts';
import { SeenTree } from './seen-tree.ts';

/** A tree of directories by path; the id of each is its path unless `ids` says otherwise. */
function tree(paths: readonly string[], ids: Readonly<Record<string, string>> = {}): SeenTree {
  const idOf = (path: string): FileId => toFileId(ids[path] ?? (path === '' ? 'root' : path));
  const items = ['', ...paths].map((path): SeenItem => {
    const slash = path.lastIndexOf('/');
    const parentKey = path === '' ? undefined : ((slash === -1 ? '' : path.slice(0, slash)) as RemoteKey);
    return {
      key: path as RemoteKey,
      parentKey,
      fileId: idOf(path),
      name: path.slice(slash + 1),
      kind: 'directory',
      sizeBytes: 0,
    };
  });
  return new SeenTree(new Map(items.map((item) => [item.key, item])));
}

function choice(path: string, kind: Choice['kind'] = 'deselected', fileId = path): Choice {
  return { fileId: toFileId(fileId), kind, path: path as RelativePath, atMs: 1 };
}

function selection(...choices: readonly Choice[]): Selection {
  return { ...EVERYTHING_SELECTED, choices };
}

function act(kind: 'select' | 'deselect', path: string): SelectionAct {
  return { kind, fileId: toFileId(path === '' ? 'root' : path), path: path as RelativePath };
}

const TREE = tree(['A', 'A/B', 'A/B/C', 'D']);
const AT = { tree: TREE, nowMs: 1 };

describe('applyAct', () => {
  it('deselects a directory, and with it everything that was chosen below it', () => {
    const before = selection(choice('A/B/C', 'undecided'), choice('D'));

    expect(applyAct(before, act('deselect', 'A/B'), AT)).toEqual({
      selection: selection(choice('D'), choice('A/B')),
      returning: [],
    });
  });

  it('selects a directory with all that was kept away below it, and names what comes back', () => {
    const before = selection(choice('A/B/C'), choice('A/B', 'taken'), choice('D'));

    const { selection: after, returning } = applyAct(before, act('select', 'A'), AT);

    expect(after.choices).toEqual([choice('D'), choice('A', 'taken')]);
    expect(returning).toEqual(['A/B/C']);
  });

  it('changes nothing for what takes part already, for the root, and inside a directory that stays away', () => {
    const before = selection(choice('A'));

    for (const each of [act('select', 'D'), act('deselect', ''), act('select', 'A/B'), act('deselect', 'A/B')]) {
      expect(applyAct(before, each, AT)).toEqual({ selection: before, returning: [] });
    }
  });

  it('changes nothing for what is deselected already', () => {
    const before = selection(choice('A'));

    expect(applyAct(before, act('deselect', 'A'), { tree: TREE, nowMs: 2 }).selection).toBe(before);
  });

  it('goes by ids, not by the paths of an earlier time', () => {
    const moved = tree(['D', 'D/B'], { 'D/B': 'A/B' });

    const { selection: after } = applyAct(selection(choice('A/B')), act('deselect', 'D'), { tree: moved, nowMs: 1 });

    expect(after.choices).toEqual([choice('D')]);
  });

  it('means the directory that has the place by now, when the named one came back under a new id meanwhile', () => {
    const at = { tree: tree(['A', 'A/B'], { A: 'new' }), nowMs: 1 };
    const followed = selection(choice('A', 'deselected', 'new'));

    expect(applyAct(followed, act('select', 'A'), at)).toEqual({
      selection: selection(choice('A', 'taken', 'new')),
      returning: ['new'],
    });
    expect(applyAct(selection(), act('deselect', 'A'), at).selection).toEqual(followed);
  });

  it('takes over the rule for new directories', () => {
    const { selection: after } = applyAct(selection(), { kind: 'new-directories', rule: { kind: 'ask' } }, AT);

    expect(after.newDirectories).toEqual({ kind: 'ask' });
  });
});

describe('applyActs', () => {
  const named = fc.constantFrom('', 'A', 'A/B', 'A/B/C', 'D', 'new', 'new/one', 'D/gone');
  const acts = fc.array(fc.tuple(fc.constantFrom('select' as const, 'deselect' as const), named), { maxLength: 12 });

  it('leaves what the same acts leave one after another, and never one choice in another that is away', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const wanted = list.map(([kind, path]) => act(kind, path));
        const single = wanted.reduce(
          ({ selection: before, returning }, one) => {
            const next = applyAct(before, one, AT);
            return { selection: next.selection, returning: [...returning, ...next.returning] };
          },
          { selection: selection(), returning: [] as readonly FileId[] },
        );

        const all = applyActs(selection(), wanted, AT);

        expect(all).toEqual(single);
        for (const each of all.selection.choices)
          expect(findAwayAbove(each, all.selection.choices, TREE)).toBeUndefined();
      }),
    );
  });

  it('takes in twenty thousand of them with a few looks into the tree for each', () => {
    const paths = Array.from({ length: 20_000 }, (_, index) => `Akte ${index}`);
    const many = tree(paths);
    let looks = 0;
    const above = many.above.bind(many);
    many.above = (item) => {
      looks += 1;
      return above(item);
    };

    const { selection: after } = applyActs(
      selection(),
      paths.map((path) => act('deselect', path)),
      { tree: many, nowMs: 1 },
    );

    expect(after.choices).toHaveLength(20_000);
    expect(looks).toBeLessThanOrEqual(3 * 20_000);
  });
});

describe('findAwayAbove', () => {
  it('finds the directory above that is kept away, also for one that nobody has listed', () => {
    const unknown = { fileId: toFileId('x'), path: 'A/B/new' as RelativePath };

    expect(findAwayAbove(unknown, [choice('A/B')], TREE)?.path).toBe('A/B');
    expect(findAwayAbove(unknown, [choice('A/B', 'taken')], TREE)).toBeUndefined();
    expect(findAwayAbove(choice('A/B'), [choice('A/B')], TREE)).toBeUndefined();
  });
});

describe('followChoices', () => {
  const look = (seen: SeenTree, changes: Partial<LookForChoices> = {}): LookForChoices => ({
    tree: seen,
    isWhole: true,
    wasKnown: (fileId) => TREE.placesOf(fileId).length > 0,
    isTracked: () => false,
    ...changes,
  });

  it('gives a directory that was renamed on the server its new path', () => {
    const renamed = tree(['A', 'A/B2'], { 'A/B2': 'A/B' });

    expect(followChoices([choice('A/B')], look(renamed))).toEqual([choice('A/B2', 'deselected', 'A/B')]);
  });

  it('keeps the choice for a directory that came back at its place under a new id', () => {
    const restored = tree(['A', 'A/B'], { 'A/B': 'new' });

    expect(followChoices([choice('A/B')], look(restored))).toEqual([choice('A/B', 'deselected', 'new')]);
  });

  it('does not hand a choice on to a directory that was there before', () => {
    const known = tree(['A', 'A/B'], { 'A/B': 'D' });

    expect(followChoices([choice('A/B')], look(known))).toEqual([]);
  });

  it('forgets the choice for a directory that is gone, but not while something is unseen or still agreed on', () => {
    const gone = tree(['A']);

    expect(followChoices([choice('A/B')], look(gone))).toEqual([]);
    expect(followChoices([choice('A/B')], look(gone, { isWhole: false }))).toEqual([choice('A/B')]);
    expect(followChoices([choice('A/B')], look(gone, { isTracked: () => true }))).toEqual([choice('A/B')]);
  });

  it('keeps the path of a directory that stands at two places', () => {
    const twice = tree(['A', 'D'], { A: 'twin', D: 'twin' });

    for (const path of ['A', 'D']) {
      const choices = [choice(path, 'deselected', 'twin')];
      expect(followChoices(choices, look(twice))).toBe(choices);
    }
  });

  it('returns the same list when nothing changed', () => {
    const choices = [choice('A/B'), choice('D', 'undecided')];

    expect(followChoices(choices, look(TREE))).toBe(choices);
  });
});
