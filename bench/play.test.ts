import { expect, it } from 'vitest';
import { ComputerPool } from './computers.ts';
import type { Measurement } from './measurement.ts';
import { play } from './play.ts';
import { run } from './run-program.ts';
import type { Part, Scenario } from './scenario.ts';

const MEASURED: Measurement = { timeMs: 1, cpuMs: 1, peakMemoryBytes: 1, requests: 1, bytes: 1 };

function scenarioOf(parts: readonly Part[], tidy: () => Promise<void> = async () => {}): Scenario {
  return {
    name: 'upload',
    title: () => 'an upload',
    targets: [],
    peers: [],
    latenciesMs: [0],
    guards: [],
    open: async () => ({ parts, [Symbol.asyncDispose]: tidy }),
  };
}

async function playParts(scenario: Scenario, { rounds = 1, limitMs = 60_000 } = {}) {
  const told: string[] = [];
  const result = await play(scenario, {
    size: 'tiny',
    latencyMs: 0,
    seed: 1,
    pool: new ComputerPool(),
    hasPeers: false,
    rounds,
    limitMs,
    prepareLimitMs: limitMs,
    tell: (message) => told.push(message),
  });
  return { rows: result.rows, told };
}

/** Goes on for longer than any test. */
const sleep = (): Promise<string> => run({ program: 'sleep', args: ['600'] });

it('measures every part once in each round', async () => {
  const measured: string[] = [];
  const toPart = (program: string): Part => ({
    program,
    prepare: async () => void measured.push(`prepare ${program}`),
    measure: async () => {
      measured.push(program);
      return MEASURED;
    },
  });

  const { rows } = await playParts(scenarioOf([toPart('a'), toPart('b')]), { rounds: 2 });

  expect(measured).toEqual(['prepare a', 'a', 'prepare b', 'b', 'prepare b', 'b', 'prepare a', 'a']);
  expect(rows.map(({ rounds }) => rounds.length)).toEqual([2, 2]);
});

it('stops what takes too long, says so in its row, and goes on with the others', async () => {
  const parts: readonly Part[] = [
    { program: 'slow', measure: async () => (await sleep(), MEASURED) },
    { program: 'unready', prepare: async () => void (await sleep()), measure: async () => MEASURED },
    { program: 'quick', measure: async () => MEASURED },
  ];

  const { rows } = await playParts(scenarioOf(parts), { limitMs: 1_000 });

  expect(rows).toEqual([
    { program: 'slow', rounds: [], failure: 'stopped after 1 s' },
    { program: 'unready', rounds: [], failure: 'not ready after 1 s' },
    { program: 'quick', rounds: [MEASURED] },
  ]);
});

it('says in its row how a program ended, and tells what it said', async () => {
  const fail = (): Promise<never> =>
    run({ program: 'sh', args: ['-c', 'echo no disk >&2; exit 3'] }).then(() => Promise.reject(new Error('lived')));

  const { rows, told } = await playParts(scenarioOf([{ program: 'odd', measure: fail }]), { rounds: 2 });

  expect(rows).toEqual([{ program: 'odd', rounds: [], failure: 'ended with 3' }]);
  expect(told.join('\n')).toContain('no disk');
});

it('keeps what was measured when tidying fails', async () => {
  const scenario = scenarioOf([{ program: 'a', measure: async () => MEASURED }], () =>
    Promise.reject(new Error('still in use')),
  );

  const { rows, told } = await playParts(scenario);

  expect(rows).toEqual([{ program: 'a', rounds: [MEASURED] }]);
  expect(told).toContain('still in use');
});

it('has a row that says why when a scenario cannot be prepared', async () => {
  const scenario: Scenario = { ...scenarioOf([]), open: () => Promise.reject(new Error('disk full')) };

  expect((await playParts(scenario)).rows).toEqual([{ program: 'bayernbox', rounds: [], failure: 'disk full' }]);
});
