import { describe, expect, it } from 'vitest';
import { findAskedPlace } from './find-asked-place.ts';

const WINDOWS = { folderId: 'w', localPath: 'C:\\Users\\Anna\\BayernBox' };
const OTHER = { folderId: 'o', localPath: 'C:\\Users\\Anna\\Bauamt' };
const LINUX = { folderId: 'l', localPath: '/home/anna/BayernBox' };

function findTyped(asked: string, shown = WINDOWS): unknown {
  return findAskedPlace({ asked, isWholePath: false, folders: [WINDOWS, OTHER], shown });
}

function findPicked(asked: string, shown: typeof WINDOWS): unknown {
  return findAskedPlace({ asked, isWholePath: true, folders: [shown], shown });
}

describe('the place that a person asks about', () => {
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
    expect(findTyped(typed)).toEqual({ folderId: 'w', path });
  });

  it('may be a whole path where there are no drives', () => {
    expect(findTyped('/home/anna/BayernBox/Plan.dwg', LINUX)).toEqual({ folderId: 'l', path: 'Plan.dwg' });
  });

  it('may lie in another sync folder than the one that is shown', () => {
    expect(findTyped('C:\\Users\\Anna\\Bauamt\\Plan.dwg')).toEqual({ folderId: 'o', path: 'Plan.dwg' });
  });

  it.each(['C:\\Users\\Anna\\Desktop\\x.txt', 'D:\\x', '\\\\server\\share\\x', '../x', 'a/../../x'])(
    'lies outside: %s',
    (typed) => {
      expect(findTyped(typed)).toBeUndefined();
    },
  );

  it('lies outside where there are no drives, when it begins as the path of the folder does', () => {
    expect(findTyped('/home/anna/Schreibtisch/Brief.txt', LINUX)).toBeUndefined();
    expect(findTyped('/Haushalt/home/Brief.txt', LINUX)).toEqual({ folderId: 'l', path: 'Haushalt/home/Brief.txt' });
  });

  it('is not one that only begins like the folder', () => {
    expect(findTyped('C:\\Users\\Anna\\BayernBox alt\\x')).toBeUndefined();
  });

  it('is never within the folder when the whole path was picked elsewhere', () => {
    expect(findPicked('/etc/hosts', LINUX)).toBeUndefined();
    expect(findPicked('/home/anna/BayernBox/ "Plan".dwg', LINUX)).toEqual({ folderId: 'l', path: ' "Plan".dwg' });
  });
});
