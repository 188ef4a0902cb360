import { describe, expect, it } from 'vitest';
import type { OperationNote, OperationVerb } from '#sync-engine/core/model/engine-state.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { TransferList } from './transfer-list.ts';

function note(name: string, verb: OperationVerb = 'upload'): OperationNote {
  const path = parseRelativePath(name);
  if (path === undefined) throw new Error(name);
  return { verb, side: 'remote', path, target: undefined, reason: { local: 'new', remote: 'none' } };
}

describe('the list of what is being transferred', () => {
  it('begins with what is under way, and goes on with what a person wants first', () => {
    const list = new TransferList();
    list.plan([note('a'), note('b', 'download'), note('weg', 'remove'), note('c')]);
    list.begin(note('a'));

    expect(list.hurry('c')).toBe(true);

    expect(list.list()).toEqual([
      { path: 'a', direction: 'up', state: 'running' },
      { path: 'c', direction: 'up', state: 'next' },
      { path: 'b', direction: 'down', state: 'waiting' },
    ]);
    expect(list.waiting).toBe(2);
  });

  it('tells how far a large one is, and how fast it goes', () => {
    const list = new TransferList();
    list.plan([note('film.mp4')]);
    list.begin(note('film.mp4'));
    const path = note('film.mp4').path;
    const bytesTotal = 100_000_000;
    list.advance({ path, bytesDone: 40_000_000, bytesTotal }, 0);
    expect(list.list()).toMatchObject([{ path, progress: { bytesDone: 40_000_000, bytesTotal } }]);

    list.advance({ path, bytesDone: 44_000_000, bytesTotal }, 2_000);
    expect(list.list()).toMatchObject([{ progress: { bytesDone: 44_000_000, bytesPerSecond: 2_000_000 } }]);

    list.advance({ path, bytesDone: 1_000_000, bytesTotal }, 4_000);
    expect(list.list()).toEqual([
      { path, direction: 'up', state: 'running', progress: { bytesDone: 1_000_000, bytesTotal } },
    ]);
  });

  it('tells nothing of one that is not under way any more', () => {
    const list = new TransferList();
    list.plan([note('a')]);
    list.begin(note('a'));
    list.end(note('a'));
    list.advance({ path: note('a').path, bytesDone: 1, bytesTotal: 2 }, 0);

    expect(list.list()).toEqual([]);
  });

  it('forgets what has ended', () => {
    const list = new TransferList();
    list.plan([note('a'), note('b')]);
    list.begin(note('a'));
    list.end(note('a'));
    list.end(note('b'));

    expect(list.list()).toEqual([]);
  });

  it('knows nothing that could be hurried but what waits', () => {
    const list = new TransferList();
    list.plan([note('a')]);
    list.begin(note('a'));

    expect([list.hurry('a'), list.hurry('z')]).toEqual([false, false]);
  });

  it('keeps what a person wants first over the next plan', () => {
    const list = new TransferList();
    list.plan([note('a'), note('b')]);
    list.hurry('b');

    list.plan([note('a'), note('b')]);

    expect(list.list().map(({ path }) => path)).toEqual(['b', 'a']);
  });

  it('shows two hundred at most', () => {
    const list = new TransferList();
    list.plan(Array.from({ length: 5_000 }, (_, index) => note(`${index}`)));

    expect([list.list().length, list.waiting]).toEqual([200, 5_000]);
  });
});
