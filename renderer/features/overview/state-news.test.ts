import { describe, expect, it } from 'vitest';
import type { FolderView } from '#ipc/folder-view.ts';
import { beginNews, hearNews, toNewsKind } from './state-news.ts';
import type { Shown } from './state-news.ts';

/** What is said aloud when one state follows another, from the first one on, which is read with the view. */
function listSaid([first, ...others]: readonly [Shown, ...Shown[]], isAsked = false): readonly string[] {
  let news = { ...beginNews(first), isAsked };
  return others.flatMap((shown) => {
    news = hearNews(news, shown);
    return news.isNews ? [shown.sentence] : [];
  });
}

const CHECKING = { kind: 'checking', sentence: 'wird geprüft' };
const SYNCING = { kind: 'syncing', sentence: 'wird synchronisiert' };
const IN_SYNC = { kind: 'in-sync', sentence: 'alles aktuell um 10:01' };
const LATER = { kind: 'in-sync', sentence: 'alles aktuell um 10:02' };
const OFFLINE = { kind: 'offline', sentence: 'nicht erreichbar' };

describe('a screen reader', () => {
  it('is not interrupted by checks that come and go, nor by what follows of them', () => {
    expect(listSaid([IN_SYNC, CHECKING, LATER, SYNCING, IN_SYNC])).toEqual([]);
  });

  it('says what has become otherwise, once', () => {
    expect(listSaid([IN_SYNC, CHECKING, OFFLINE, CHECKING, OFFLINE, SYNCING, LATER])).toEqual([
      OFFLINE.sentence,
      LATER.sentence,
    ]);
  });

  it('says how the first sync of a folder ends', () => {
    expect(listSaid([SYNCING, { ...SYNCING, sentence: 'noch 3' }, IN_SYNC])).toEqual([IN_SYNC.sentence]);
  });

  it('says that only some of it waits, where everything did before', () => {
    const folder = { conflicts: 0, decisions: 0, newFolders: 0 } as FolderView;
    const toKind = (state: FolderView['state']): string => toNewsKind({ ...folder, state });
    const all = { kind: toKind({ kind: 'waiting', problems: 0 }), sentence: 'wartet' };
    const some = { kind: toKind({ kind: 'waiting', problems: 3, allElse: 'done' }), sentence: 'bis auf 3' };
    const partly = { kind: toKind({ kind: 'waiting', problems: 3 }), sentence: 'noch nicht alles' };

    expect(listSaid([all, SYNCING, some, SYNCING, partly, some])).toEqual([some.sentence]);
  });

  it('says every step of a sync that a person asked for, to its end', () => {
    expect(listSaid([IN_SYNC, CHECKING, LATER, CHECKING, IN_SYNC], true)).toEqual([CHECKING.sentence, LATER.sentence]);
  });
});
