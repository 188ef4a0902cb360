import { describe, expect, it } from 'vitest';
import type { FolderNews } from '#ipc/folder-news.ts';
import { MAX_NEWS_PATHS } from '#ipc/folder-news.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { NewsList } from './news-list.ts';

type NewsEvent = Parameters<NewsList['add']>[0];

const RESTORED: NewsEvent = { type: 'united', why: 'server-restored' };

function repaired(name: string): NewsEvent {
  const path = parseRelativePath(name);
  if (path === undefined) throw new Error(name);
  return { type: 'damage-repaired', path, damage: 'zeroed' };
}

/** A list on a disk that takes news while it is not full. */
function createList() {
  const disk = { isFull: false, written: [] as (readonly FolderNews[])[] };
  const list = new NewsList([], (items) => {
    if (disk.isFull) return false;
    disk.written.push(items);
    return true;
  });
  return { list, disk };
}

describe('the news of a sync folder', () => {
  it('tell of each reason once, the latest last, and add up what was repaired', () => {
    const { list } = createList();
    const broken: NewsEvent = { type: 'united', why: 'database-broken' };
    [broken, repaired('a'), RESTORED, repaired('b'), broken].forEach((event, atMs) => list.add(event, atMs));

    expect(list.items).toEqual([
      { kind: 'united', why: 'server-restored', atMs: 2 },
      { kind: 'damage-repaired', count: 2, paths: ['a', 'b'], atMs: 3 },
      { kind: 'united', why: 'database-broken', atMs: 4 },
    ]);
  });

  it('count a file once that was repaired twice', () => {
    const { list } = createList();
    ['a', 'b', 'a'].forEach((name, atMs) => list.add(repaired(name), atMs));

    expect(list.items).toEqual([{ kind: 'damage-repaired', count: 2, paths: ['a', 'b'], atMs: 2 }]);
  });

  it('name some of many repaired files, and count all', () => {
    const { list } = createList();
    const names = Array.from({ length: MAX_NEWS_PATHS + 5 }, (_, index) => `${index}`);
    for (const name of names) list.add(repaired(name), 0);

    expect(list.items).toMatchObject([{ count: MAX_NEWS_PATHS + 5, paths: names.slice(0, MAX_NEWS_PATHS) }]);
  });

  it('do not tell of a first run', () => {
    const { list, disk } = createList();

    list.add({ type: 'united', why: 'first-run' }, 0);
    list.keep();

    expect([list.items, disk.written]).toEqual([[], []]);
  });

  it('are written once, and again when a disk did not take them', () => {
    const { list, disk } = createList();
    list.add(RESTORED, 1);
    disk.isFull = true;
    list.keep();
    expect(list.items).toHaveLength(1);
    disk.isFull = false;
    list.keep();
    list.keep();

    expect(disk.written).toEqual([list.items]);
  });

  it('stay when more has come since a person looked', () => {
    const { list } = createList();
    list.add(repaired('a'), 1);
    list.add(RESTORED, 1);
    const [files, server] = list.items;
    if (files?.kind !== 'damage-repaired' || server?.kind !== 'united') throw new Error('not what was added');
    list.add(repaired('b'), 1);
    list.add(RESTORED, 2);

    expect([list.dismiss({ kind: files.kind, count: files.count, atMs: files.atMs }), list.dismiss(server)]).toEqual([
      'changed',
      'changed',
    ]);
    expect(list.items).toHaveLength(2);
  });

  it('go when a person has seen them, and the others stay', () => {
    const { list, disk } = createList();
    list.add(repaired('a'), 1);
    list.add(RESTORED, 2);
    const seen = { kind: 'damage-repaired', count: 1, atMs: 1 } as const;

    expect([list.dismiss(seen), list.dismiss(seen)]).toEqual(['dismissed', 'dismissed']);
    const left = [{ kind: 'united', why: 'server-restored', atMs: 2 }];
    expect([list.items, disk.written.at(-1)]).toEqual([left, left]);
  });

  it('stay when the disk does not take that a person has seen them', () => {
    const { list, disk } = createList();
    list.add(RESTORED, 1);
    disk.isFull = true;

    expect(list.dismiss({ kind: 'united', why: 'server-restored', atMs: 1 })).toBe('not-written');
    expect(list.items).toHaveLength(1);
  });
});
