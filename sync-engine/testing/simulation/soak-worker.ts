// One process of `npm run soak`: `node soak-worker.ts <minutes> <first seed> <step>`; a line of JSON for each seed.
import { z } from 'zod';
import type { WorldKind } from './simulate.ts';
import { runSeed, WORLD_KINDS } from './simulate.ts';

/** What a worker says of a seed. */
export const soakReportSchema = z.object({
  kind: z.enum(WORLD_KINDS),
  seed: z.number(),
  violation: z.string().optional(),
});

export type SoakReport = z.infer<typeof soakReportSchema>;

/** Which kinds follow each other, over and over: those with two computers take longer. */
const TURNS: readonly WorldKind[] = [
  'two-computers',
  ...Array.from({ length: 3 }, () => 'one-computer' as const),
  'one-computer-choosing',
  'one-computer-excluding',
  'one-computer-keeping',
  'one-computer-services',
  'two-computers',
  ...Array.from({ length: 3 }, () => 'one-computer' as const),
  'two-computers-choosing',
  'two-computers-excluding',
  'two-computers-keeping',
  'two-computers-services',
];

if (import.meta.main) {
  const [minutes, firstSeed, step] = process.argv.slice(2).map(Number);
  await work(minutes ?? 0, firstSeed ?? 1, step ?? 1);
}

async function work(minutes: number, firstSeed: number, step: number): Promise<void> {
  const endMs = performance.now() + minutes * 60_000;
  for (let index = 0; performance.now() < endMs; index += 1) {
    const kind = TURNS[index % TURNS.length] ?? 'one-computer';
    const seed = firstSeed + index * step;
    const { violation } = await runSeed(kind, seed);
    const report: SoakReport = { kind, seed };
    if (violation !== undefined) report.violation = `${kind} seed ${seed}: ${violation.message.slice(0, 500)}`;
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
}
