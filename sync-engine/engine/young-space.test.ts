import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MIB = 1024 * 1024;

/** Makes garbage, with some that lives long between it, and tells how large the space for new objects has become. */
const SCRIPT = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepYoungSpaceSmall } from '${new URL('young-space.ts', import.meta.url).href}';
  if (process.argv[1] === 'small') keepYoungSpaceSmall();
  const living = [];
  for (let index = 0; index < 300_000; index += 1) living.push({ index, list: [index] });
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  console.log(living.length > 0 ? space.space_size : 0);
`;

test('a program that runs the engine leaves no more than 4 MiB to new objects, where others would take 16 and more', async () => {
  const [small, others] = await Promise.all([measure('small'), measure('as usual')]);
  expect(small).toBeLessThanOrEqual(4 * MIB);
  expect(others).toBeGreaterThanOrEqual(16 * MIB);
});

async function measure(how: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', SCRIPT, how]);
  return Number(stdout);
}
