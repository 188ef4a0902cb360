import { describe, expect, it } from 'vitest';
import type { Resolution } from '#sync-engine/core/model/conflict.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { FakeUser } from '#sync-engine/filesystem/fake-user.ts';
import {
  conflicting,
  filesOn,
  findAllTexts,
  resolve,
  SECOND,
  stateOf,
  undo,
} from '#sync-engine/testing/builders/conflict-folder.ts';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

describe('nothing is lost', () => {
  /** What a person does at the worst moment, and the versions that he has not thrown away himself. */
  const INTRUSIONS: readonly (readonly [string, (user: FakeUser) => void, readonly string[]])[] = [
    ['edits the first version', (user) => user.writeFile('Docs/a.txt', 'precious'), ['precious', 'mine']],
    ['edits the second version', (user) => user.writeFile(SECOND, 'precious'), ['precious', 'theirs']],
    ['saves the first version anew', (user) => user.saveByRename('Docs/a.txt', 'precious'), ['precious', 'mine']],
    ['removes the second version', (user) => has(user, SECOND) && user.remove(SECOND), ['theirs']],
    [
      'renames the first version',
      (user) => has(user, 'Docs/a.txt') && user.rename('Docs/a.txt', 'Docs/b.txt'),
      ['mine', 'theirs'],
    ],
  ];

  function has(user: FakeUser, path: string): boolean {
    return user.readFile(path) !== undefined;
  }

  /** Both are kept under a new name, so that the disk has something to do. */
  function decide(folder: FakeFolder, keep: Resolution) {
    return resolve(folder, keep, keep === 'both' ? { newName: 'a of Ana.txt' } : {});
  }

  /** Plays a decision, or taking it back, with something happening at one of its acts; false when it has fewer. */
  async function playWith(
    what: { readonly keep: Resolution; readonly isUndo: boolean; readonly moment: number },
    happen: (folder: FakeFolder) => void,
  ): Promise<{ readonly folder: FakeFolder; readonly hasHappened: boolean }> {
    const folder = await conflicting();
    if (what.isUndo) await decide(folder, what.keep);
    let acts = 0;
    folder.filesystem.faults.onAct = () => {
      acts += 1;
      if (acts === what.moment) happen(folder);
    };
    const work = what.isUndo ? undo(folder) : decide(folder, what.keep);
    await work.catch((error: unknown) => {
      if (acts < what.moment) throw error;
    });
    folder.filesystem.faults.onAct = () => {};
    folder.disk.isLocked = false;
    await folder.restart();
    await folder.settle();
    return { folder, hasHappened: acts >= what.moment };
  }

  const CASES = (['mine', 'server', 'both'] as const).flatMap((keep) => [
    { keep, isUndo: false },
    { keep, isUndo: true },
  ]);

  describe.each(INTRUSIONS)('when a person %s', (_, intrude, expected) => {
    it.each(CASES)('at any moment while $keep is kept (undo: $isUndo)', async (what) => {
      for (let moment = 1, goesOn = true; goesOn; moment += 1) {
        const { folder, hasHappened } = await playWith({ ...what, moment }, ({ user }) => intrude(user));
        goesOn = hasHappened;
        if (goesOn) expect(findAllTexts(folder), `act ${moment}`).toEqual(expect.arrayContaining([...expected]));
        else expect(moment).toBeGreaterThan(3);
      }
    });
  });

  it.each(CASES)('when the process ends at any moment while $keep is kept (undo: $isUndo)', async (what) => {
    const after = {
      mine: { 'Docs/a.txt': 'mine' },
      server: { 'Docs/a.txt': 'theirs' },
      both: { 'Docs/a.txt': 'theirs', 'Docs/a of Ana.txt': 'mine' },
    }[what.keep];
    const open = { 'Docs/a.txt': 'theirs', [SECOND]: 'mine', 'other.txt': 'other' };
    for (let moment = 1, goesOn = true; goesOn; moment += 1) {
      const { folder, hasHappened } = await playWith({ ...what, moment }, () => {
        throw new Error('crash');
      });
      goesOn = hasHappened;
      expect(['open', 'resolved']).toContain(stateOf(folder));
      expect(filesOn(folder.server), `act ${moment}`).toEqual(
        stateOf(folder) === 'resolved' ? { ...after, 'other.txt': 'other' } : open,
      );
      expect(findAllTexts(folder), `act ${moment}`).toEqual(expect.arrayContaining(['mine', 'theirs']));
    }
  });
});

const BEFORE = { 'Docs/a.txt': 'theirs', [SECOND]: 'mine', 'other.txt': 'other' };

it.each([
  // The first of two acts failed, so it is taken back.
  ['mine', 'open', BEFORE],
  // The only act happened: the record says what is on the disk.
  ['server', 'resolved', { 'Docs/a.txt': 'theirs', 'other.txt': 'other' }],
] as const)(
  'a decision for %s whose names could not be made durable is not told as done, and is %s',
  async (keep, state, files) => {
    const folder = await conflicting();
    folder.filesystem.faults.add({ act: 'sync-directory', path: 'Docs' as RelativePath, errno: 'EIO', times: 1 });

    const end = await resolve(folder, keep);
    await folder.settle();

    expect(end).toMatchObject({ kind: 'failed', error: { code: 'local-io-error' } });
    expect(stateOf(folder)).toBe(state);
    expect(filesOn(folder.server)).toEqual(files);
  },
);
