import { expect, it } from 'vitest';
import { parseChoice, toUsage } from './arguments.ts';

const KNOWN = { scenarios: ['upload', 'download'], measures: ['cuts'] };

const parse = (...args: string[]) => parseChoice(args, KNOWN);

it('plays the named scenarios and measures, or all scenarios', () => {
  expect(parse('--scenario', 'download,cuts')?.names).toEqual(['download', 'cuts']);
  expect(parse('--all')?.names).toEqual(['upload', 'download']);
});

it('plays a quick run once, with short limits and an end', () => {
  expect(parse('--all', '--quick')).toMatchObject({ rounds: 1, limitMs: 120_000, budgetMs: 27 * 60_000 });
  expect(parse('--all')).toMatchObject({ rounds: 3, limitMs: 3_600_000, budgetMs: Number.POSITIVE_INFINITY });
});

it('takes another number of rounds, latency, limit and seed', () => {
  expect(parse('--all', '--rounds', '5', '--latency', '0', '--limit', '9', '--seed', '7')).toMatchObject({
    rounds: 5,
    latencyMs: 0,
    limitMs: 9_000,
    seed: 7,
  });
  expect(parse('--all')?.latencyMs).toBeUndefined();
});

it('makes the trees as large as asked for', () => {
  expect(['--quick', '--tiny', '--peers'].map((option) => parse('--all', option)?.size)).toEqual([
    'quick',
    'tiny',
    'full',
  ]);
});

it.each([
  [],
  ['--all', '--tiny', '--quick'],
  ['--all', '--tiny', '--write'],
  ['--help'],
  ['--scenario', 'upload,nothing'],
  ['upload'],
  ['--all', '--rounds', '0'],
  ['--all', '--rounds', 'many'],
  ['--all', '--latency', '-1'],
  ['--all', '--limit', '0'],
  ['--all', '--seed', '1.5'],
])('plays nothing when asked for %j', (...args) => {
  expect(parse(...args)).toBeUndefined();
});

it('names everything that can be played', () => {
  expect(toUsage(KNOWN)).toContain('scenarios: upload, download\nmeasures of one part, without a table: cuts');
});
