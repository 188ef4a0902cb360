import { describe, expect, it } from 'vitest';
import type { RemoteKey } from '../model/ids.ts';
import { CountingMap } from './counting-map.ts';
import type { OutlinedRow } from './directory-outline.ts';
import { DirectoryOutline } from './directory-outline.ts';

/** Rows of a tree by path; what ends with `/` is a directory, with `/?` one that nobody has listed. */
function rowsOf(...paths: readonly string[]): ReadonlyMap<RemoteKey, OutlinedRow> {
  return toRows(paths);
}

function toRows(paths: readonly string[]): ReadonlyMap<RemoteKey, OutlinedRow> {
  return new Map(
    ['/', ...paths].map((path): readonly [RemoteKey, OutlinedRow] => {
      const place = path.replace(/\/\??$/, '');
      const slash = place.lastIndexOf('/');
      const key = place as RemoteKey;
      const parentKey = place === '' ? undefined : (place.slice(0, Math.max(0, slash)) as RemoteKey);
      const kind = place === path ? 'file' : 'directory';
      const listedEtag = path.endsWith('?') ? undefined : 'etag';
      return [key, { key, parentKey, name: place.slice(slash + 1), kind, sizeBytes: 0, listedEtag }];
    }),
  );
}

describe('an outline of directories', () => {
  const outline = new DirectoryOutline(
    rowsOf('a/', 'a/1', 'a/deep/', 'a/deep/2', 'b/', 'b/3', 'b/new/?', 'empty/', 'f'),
  );

  it('knows how many files a directory holds at all levels, unless a part was never listed', () => {
    const counts = ['a', 'a/deep', 'b', 'b/new', 'empty', ''].map((key) => outline.countFiles(key as RemoteKey));

    expect(counts).toEqual([2, 1, undefined, undefined, 0, undefined]);
    expect(outline.countFiles('f' as RemoteKey)).toBeUndefined();
  });

  it('finds directories by a part of their names in any case, by path, and no files', () => {
    const found = new DirectoryOutline(rowsOf('Zoo/', 'Zoo/Äpfel/', 'alt/', 'alt/apfel.txt', 'alt/äPFEL 2/')).search(
      'äpf',
    );

    expect(found.map(({ path }) => path)).toEqual(['alt/äPFEL 2', 'Zoo/Äpfel']);
  });

  it('names the directories into which nobody has looked, and the root while nothing is known', () => {
    expect(outline.listUnseen()).toEqual(['b/new']);
    expect(new DirectoryOutline(new Map()).listUnseen()).toEqual(['']);
  });

  it('leaves out what does not hang on the root, and rows in a circle', () => {
    const lost = [...rowsOf('x/', 'x/y/')].filter(([key]) => key !== 'x');

    expect(new DirectoryOutline(new Map(lost)).search('y')).toEqual([]);
  });

  it('goes over the rows of 150,000 items once, and over none of them for a question', () => {
    const rows = toRows(Array.from({ length: 150_000 }, (_, index) => (index % 10 === 0 ? `d${index}/` : `f${index}`)));
    const counted = new CountingMap(rows);
    const large = new DirectoryOutline(counted);
    expect(counted.handedOut).toBe(150_001);

    large.search('d1');
    large.countFiles('d10' as RemoteKey);
    large.listUnseen();

    expect(counted.handedOut).toBe(150_001);
  });
});
