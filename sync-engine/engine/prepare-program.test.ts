import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MIB = 1024 * 1024;

/** Makes garbage, with some that lives long between it, and tells how large the space for new objects has become. */
const SCRIPT = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { prepareProgram } from '${new URL('prepare-program.ts', import.meta.url).href}';
  if (process.argv[1] === 'prepared') prepareProgram();
  const living = [];
  for (let index = 0; index < 300_000; index += 1) living.push({ index, list: [index] });
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  console.log(living.length > 0 ? space.space_size : 0);
`;

test('a program that runs the engine leaves no more than 4 MiB to new objects, where others would take 16 and more', async () => {
  const [prepared, others] = await Promise.all([measure('prepared'), measure('as usual')]);
  expect(prepared).toBeLessThanOrEqual(4 * MIB);
  expect(others).toBeGreaterThanOrEqual(16 * MIB);
});

async function measure(how: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', SCRIPT, how]);
  return Number(stdout);
}

const COUNT_THREADS = `
  import { pbkdf2 } from 'node:crypto';
  import { readdirSync } from 'node:fs';
  import { prepareProgram } from '${new URL('prepare-program.ts', import.meta.url).href}';
  prepareProgram();
  const before = readdirSync('/proc/self/task').length;
  pbkdf2('a', 'b', 1, 8, 'sha1', () => console.log(readdirSync('/proc/self/task').length - before));
`;

test.runIf(process.platform === 'linux').each([
  [undefined, 16],
  ['5', 5],
])('a program that runs the engine has 16 threads for its disk, unless told otherwise: %s', async (told, threads) => {
  const { UV_THREADPOOL_SIZE: _, ...environment } = process.env;
  const env = told === undefined ? environment : { ...environment, UV_THREADPOOL_SIZE: told };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', COUNT_THREADS], {
    env,
  });
  expect(Number(stdout)).toBe(threads);
});
