// `npm run bench -- --scenario <name>`: measures the engine; numbers are printed and decide nothing.
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCuts } from './cuts.ts';
import { measureFirstListing } from './first-listing.ts';
import { measureLimits } from './limits.ts';

/** Each prints its numbers; `seed` makes it repeatable. */
const SCENARIOS: Readonly<Record<string, (seed: number) => Promise<void>>> = {
  cuts: measureCuts,
  'first-listing': measureFirstListing,
  limits: measureLimits,
};

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { scenario: { type: 'string' }, seed: { type: 'string' } } });
  const measure = SCENARIOS[values.scenario ?? ''];
  const seed = Number(values.seed ?? 1);
  if (measure === undefined || !Number.isSafeInteger(seed)) {
    console.error(`npm run bench -- --scenario ${Object.keys(SCENARIOS).join('|')} [--seed <n>]`);
    return 2;
  }
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  console.log(`${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${memoryGb} GiB, seed ${seed}`);
  await measure(seed);
  return 0;
}
