import { describe, expect, it } from 'vitest';
import { parseAskedPath } from './parse-asked-path.ts';

const WINDOWS = 'C:\\Users\\Anna\\BayernBox';

describe('the path that a person asks about', () => {
  it.each([
    ['Haushalt/Entwurf.xlsx', 'Haushalt/Entwurf.xlsx'],
    [' Haushalt\\Entwurf.xlsx ', 'Haushalt/Entwurf.xlsx'],
    ['/Haushalt/', 'Haushalt'],
    ['./Haushalt//Entwurf.xlsx', 'Haushalt/Entwurf.xlsx'],
    ['', ''],
    ['"C:\\Users\\Anna\\BayernBox\\Haushalt\\Entwurf.xlsx"', 'Haushalt/Entwurf.xlsx'],
    ['c:\\users\\anna\\bayernbox\\Plan.dwg', 'Plan.dwg'],
    ['C:\\Users\\Anna\\BayernBox', ''],
  ])('may be written as people write it: %s', (typed, path) => {
    expect(parseAskedPath(typed, WINDOWS)).toBe(path);
  });

  it('may be a whole path where there are no drives', () => {
    expect(parseAskedPath('/home/anna/BayernBox/Plan.dwg', '/home/anna/BayernBox')).toBe('Plan.dwg');
  });

  it.each(['C:\\Users\\Anna\\Desktop\\x.txt', 'D:\\x', '\\\\server\\share\\x', '../x', 'a/../../x'])(
    'lies outside: %s',
    (typed) => {
      expect(parseAskedPath(typed, WINDOWS)).toBeUndefined();
    },
  );

  it('is not one that only begins like the folder', () => {
    expect(parseAskedPath('C:\\Users\\Anna\\BayernBox alt\\x', WINDOWS)).toBeUndefined();
  });
});
