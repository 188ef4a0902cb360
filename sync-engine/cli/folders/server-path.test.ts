import { expect, it } from 'vitest';
import { readServerPath } from './server-path.ts';

it.each([
  ['Amt\\Bau', '\\', 'Amt/Bau'],
  ['\\Amt\\Bau\\', '\\', 'Amt/Bau'],
  ['Amt/Bau', '\\', 'Amt/Bau'],
  ['Amt\\..\\Privat', '\\', undefined],
  ['Amt\\Bau', '/', 'Amt\\Bau'],
  ['/Amt/Bau/', '/', 'Amt/Bau'],
  ['', '/', ''],
  ['.', '/', ''],
  ['./Amt', '/', 'Amt'],
  ['.\\Amt', '\\', 'Amt'],
  ['.Amt', '/', '.Amt'],
  ['Amt//Bau', '/', undefined],
])('reads the directory of the server %j, typed where %j stands between names, as %j', (typed, separator, expected) => {
  expect(readServerPath(typed, separator)).toBe(expected);
});
