import { expect, it } from 'vitest';
import type { AccountView } from '../core/model/account.ts';
import { findAccounts } from './create-accounts.ts';

const account = (id: string, serverAddress: string, userName: string): AccountView =>
  ({ id, serverAddress, userName }) as AccountView;

const ANNA = account('1', 'https://a.example', 'anna');
const BERND = account('2', 'https://a.example', 'bernd');
const ELSEWHERE = account('3', 'https://b.example', 'anna');

it.each([
  ['https://a.example/', 'anna', [ANNA]],
  ['https://a.example', undefined, [ANNA, BERND]],
  ['a.example', 'anna', [ANNA]],
  [undefined, 'bernd', [BERND]],
  [undefined, 'anna', [ANNA, ELSEWHERE]],
  [undefined, 'carla', []],
  [undefined, undefined, [ANNA, BERND, ELSEWHERE]],
  ['ftp://a.example', undefined, []],
] as const)('the address %j and the name %j mean these accounts', (address, userName, expected) => {
  expect(findAccounts([ANNA, BERND, ELSEWHERE], address, userName)).toEqual(expected);
});
