import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInsideFolder } from './inside-folder.ts';

describe('what lies in a folder', () => {
  it.each([
    ['/home/ana/Amt', '/home/ana/Amt', true],
    ['/home/ana/Amt/', '/home/ana/Amt', true],
    ['/home/ana/Amt/Bau/Plan.pdf', '/home/ana/Amt', true],
    ['/home/ana/Amt/..Entwurf', '/home/ana/Amt', true],
    ['/home', '/', true],
    ['/home/ana', '/home/ana/Amt', false],
    ['/home/ana/Amt-alt', '/home/ana/Amt', false],
    ['/home/ana/Amt/../Privat', '/home/ana/Amt', false],
    ['/home/ana/amt/Plan.pdf', '/home/ana/Amt', false],
  ])('on Linux and macOS: %s in %s is %s', (path, folder, expected) => {
    expect(isInsideFolder(path, folder, posix)).toBe(expected);
  });

  it.each([
    ['C:\\Users\\Ana\\Amt', 'C:\\Users\\Ana\\Amt', true],
    ['c:\\users\\ana\\AMT\\Plan.pdf', 'C:\\Users\\Ana\\Amt', true],
    ['C:/Users/Ana/Amt/Plan.pdf', 'C:\\Users\\Ana\\Amt', true],
    ['C:\\Users\\Ana\\Amt\\..Entwurf', 'C:\\Users\\Ana\\Amt', true],
    ['C:\\Users', 'C:\\', true],
    ['\\\\server\\Amt\\Bau\\Plan.pdf', '\\\\server\\Amt\\Bau', true],
    ['\\\\SERVER\\amt\\bau\\Plan.pdf', '\\\\server\\Amt\\Bau', true],
    ['C:\\Users\\Ana\\Amt-alt', 'C:\\Users\\Ana\\Amt', false],
    ['C:\\Users\\Ana', 'C:\\Users\\Ana\\Amt', false],
    ['D:\\Users\\Ana\\Amt', 'C:\\Users\\Ana\\Amt', false],
    ['\\\\server\\Privat\\Plan.pdf', '\\\\server\\Amt', false],
    ['\\\\server\\Amt\\Plan.pdf', 'C:\\Amt', false],
    ['C:\\Amt\\Plan.pdf', '\\\\server\\Amt', false],
  ])('on Windows: %s in %s is %s', (path, folder, expected) => {
    expect(isInsideFolder(path, folder, win32)).toBe(expected);
  });
});
