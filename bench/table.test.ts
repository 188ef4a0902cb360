import { expect, it } from 'vitest';
import type { Measurement, ScenarioResult } from './measurement.ts';
import { toRow, toTable } from './table.ts';

const MEASURED: Measurement = {
  timeMs: 2_000,
  cpuMs: 900,
  peakMemoryBytes: 123_456_789,
  requests: 7,
  bytes: 1_234_567,
};

const RESULT: ScenarioResult = { scenario: 'upload', title: 'an upload', latencyMs: 0, rows: [] };
const WORDS = { targets: ['fast', 'small'], timeColumn: 'time' };

it('shows how much longer than ours each program takes', () => {
  const rows = [
    { program: 'bayernbox', rounds: [MEASURED] },
    { program: 'other', rounds: [{ ...MEASURED, timeMs: 5_000 }] },
  ];

  expect(toTable({ ...RESULT, rows }, WORDS).split('\n')).toEqual([
    '### an upload',
    '',
    'Target: fast; small.',
    '',
    '| program | time | ours is | CPU | memory | requests | bytes |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    '| bayernbox | 2.00 s |  | 900 ms | 123 MB | 7 | 1.23 MB |',
    '| other | 5.00 s | 2.5 × | 900 ms | 123 MB | 7 | 1.23 MB |',
  ]);
});

it('shows the median of each number', () => {
  const rounds = [3_000, 1_000, 2_000].map((timeMs) => ({ ...MEASURED, timeMs }));

  expect(toTable({ ...RESULT, rows: [{ program: 'bayernbox', rounds }] }, WORDS)).toContain('| 2.00 s |');
});

it('says why a program has no numbers, or no more', () => {
  const rows = [
    { program: 'bayernbox', rounds: [MEASURED] },
    { program: 'slow', rounds: [], failure: 'stopped after 120 s' },
    { program: 'odd', rounds: [MEASURED], failure: 'ended with 1' },
  ];
  const table = toTable({ ...RESULT, rows }, WORDS);

  expect(table).toContain('| slow | stopped after 120 s |  |  |  |  |  |');
  expect(table).toContain('| odd | 2.00 s, then ended with 1 | 1.0 × |');
});

it('compares nothing where there is no row of ours, and names the column and the latency', () => {
  const rows = [{ program: 'an edit', rounds: [{ ...MEASURED, timeMs: 42 }] }];
  const table = toTable({ ...RESULT, latencyMs: 20, rows }, { targets: [], timeColumn: 'longest stall' });

  expect(table).toContain('### an upload, each answer 20 ms later\n\n| program | longest stall | CPU |');
  expect(table).toContain('| an edit | 42 ms | 900 ms |');
});

it('lets no text of a cell end the cell', () => {
  expect(toRow(['a|b', 'c'])).toBe(String.raw`| a\|b | c |`);
});
