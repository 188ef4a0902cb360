import { expect, it } from 'vitest';
import { parseArguments } from '../arguments.ts';

it.each([
  ['folders list', { kind: 'list', directory: '' }, '.'],
  ['folders list Docs/2026 here', { kind: 'list', directory: 'Docs/2026' }, 'here'],
  ['folders select Docs', { kind: 'select', directory: 'Docs' }, '.'],
  ['folders deselect Docs here', { kind: 'deselect', directory: 'Docs' }, 'here'],
  ['folders new ask', { kind: 'new', rule: 'ask' }, '.'],
  ['folders new take here', { kind: 'new', rule: 'take' }, 'here'],
])('reads `%s`', (text, request, localFolder) => {
  expect(parseArguments([...text.split(' '), '--json', '--state-dir', 's'])).toEqual({
    kind: 'folders',
    request,
    localFolder,
    stateFolder: 's',
    isJson: true,
  });
});

it.each([
  ['folders', 'argument-missing', 'list | select | deselect | new'],
  ['folders select', 'argument-missing', '<remote-dir>'],
  ['folders new', 'argument-missing', 'ask | take'],
  ['folders new sometimes', 'word-not-allowed', 'sometimes'],
  ['folders take Docs', 'command-unknown', 'folders take'],
  ['folders list a b c', 'argument-unexpected', 'c'],
  ['folders list --watch', 'option-unknown', '--watch'],
  ['status --deselect Docs', 'option-unknown', '--deselect'],
])('refuses `%s`', (text, problem, subject) => {
  expect(parseArguments(text.split(' '))).toEqual({ kind: 'usage-error', problem, subject });
});
