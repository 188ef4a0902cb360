import { expect, it } from 'vitest';
import { toExitCode, toRunEnd } from './exit-code.ts';

it('has one exit code for each end', () => {
  const ends = [
    { kind: 'in-sync' },
    { kind: 'finished-with-problems', problemCount: 2 },
    { kind: 'usage-error' },
    { kind: 'sign-in-refused' },
    { kind: 'unavailable', code: 'server-unreachable' },
    { kind: 'waiting-for-decision' },
    { kind: 'forbidden' },
    { kind: 'internal-error' },
  ] as const;

  expect(ends.map(toExitCode)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it.each([
  ['sign-in-refused', 3],
  ['server-unreachable', 4],
  ['local-folder-missing', 4],
  ['database-unusable', 4],
  ['database-newer', 4],
  ['local-folder-replaced', 5],
  ['internal-error', 7],
] as const)('ends a run that %s stopped with %i', (code, exitCode) => {
  expect(toExitCode(toRunEnd(code))).toBe(exitCode);
});
