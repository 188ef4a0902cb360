import { expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';
import { makeDirectory, runProgram } from './foreign-client.ts';

const LIMIT_MS = 120_000;
const SUITES = ['basic', 'copymove', 'props', 'locks', 'http'];

it.each(['owncloud10', 'infinite-scale'] as const)(
  'passes all suites of litmus without a warning as %s',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using test = await startTestServer(profile);
    await using directory = await makeDirectory();

    const { exitCode, output } = await runProgram('litmus', ['-k', `${test.server.url}${test.root}`, 'anna', 'pw'], {
      cwd: directory.path,
    });

    const passed = [...output.matchAll(/summary for `(\w+)': of (\d+) tests run: (\d+) passed, 0 failed/gu)].filter(
      ([, , run, pass]) => run === pass,
    );
    expect(
      passed.map(([, suite]) => suite),
      output,
    ).toEqual(SUITES);
    expect(output).not.toMatch(/WARNING|FAIL/u);
    expect(exitCode).toBe(0);
  },
);
