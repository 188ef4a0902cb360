// One process of `npm run soak`: `node soak-worker.ts <minutes> <first seed> <step>`; a line of JSON for each seed.
import { z } from 'zod';
import type { WorldKind } from './simulate.ts';
import { runSeed } from './simulate.ts';

/** What a worker says of a seed. */
export const soakReportSchema = z.object({
  kind: z.enum(['one-computer', 'two-computers']),
  seed: z.number(),
  violation: z.string().optional(),
});

export type SoakReport = z.infer<typeof soakReportSchema>;

/** One seed in so many is played with two computers, which take longer. */
const TWO_COMPUTERS_EVERY = 5;

if (import.meta.main) {
  const [minutes, firstSeed, step] = process.argv.slice(2).map(Number);
  await work(minutes ?? 0, firstSeed ?? 1, step ?? 1);
}

async function work(minutes: number, firstSeed: number, step: number): Promise<void> {
  const endMs = performance.now() + minutes * 60_000;
  for (let index = 0; performance.now() < endMs; index += 1) {
    const kind: WorldKind = index % TWO_COMPUTERS_EVERY === 0 ? 'two-computers' : 'one-computer';
    const seed = firstSeed + index * step;
    const { violation } = await runSeed(kind, seed);
    const report: SoakReport = { kind, seed };
    if (violation !== undefined) report.violation = `${kind} seed ${seed}: ${violation.message.slice(0, 500)}`;
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
}
