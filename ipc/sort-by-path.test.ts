import { describe, expect, it } from 'vitest';
import { sortByPath } from './sort-by-path.ts';

const sort = (...paths: readonly string[]) => sortByPath(paths, (path) => path);

describe('a list of names', () => {
  it('counts in figures as people do', () => {
    expect(sort('Akte 10', 'Akte 1', 'Akte 2', 'Akte 02')).toEqual(['Akte 1', 'Akte 2', 'Akte 02', 'Akte 10']);
  });

  it('has umlauts and small letters where people look for them', () => {
    expect(sort('Zeta', 'anton', 'Ämter', 'Bauamt')).toEqual(['Ämter', 'anton', 'Bauamt', 'Zeta']);
  });

  it('goes through one directory after the other', () => {
    expect(sort('Bau 2/a', 'Bau/b', 'Bau', 'Bau/a 10', 'Bau/a 9')).toEqual([
      'Bau',
      'Bau/a 9',
      'Bau/a 10',
      'Bau/b',
      'Bau 2/a',
    ]);
  });

  it('leaves what counts as equal in its order', () => {
    const items = [1, 2, 3].map((id) => ({ id, path: 'Bau' }));

    expect(sortByPath(items, ({ path }) => path).map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});
