import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { circumstancesSchema, scenarioResultSchema } from './measurement.ts';

const keptResultSchema = z
  .object({ ...scenarioResultSchema.unwrap().shape, circumstances: circumstancesSchema })
  .readonly();

/** A result as it is kept beside the document. */
export type KeptResult = z.infer<typeof keptResultSchema>;

/** Where the newest result of each scenario is kept; the document is made of it. */
export const RESULTS_PATH = fileURLToPath(new URL('results.json', import.meta.url));

/** What is kept. Throws when the file is damaged. */
export function readResults(path = RESULTS_PATH): readonly KeptResult[] {
  return z
    .array(keptResultSchema)
    .readonly()
    .parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Replaces all that is kept, at once. */
export function writeResults(results: readonly KeptResult[], path = RESULTS_PATH): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(results, undefined, 2)}\n`);
  renameSync(`${path}.new`, path);
}

/** All results with this one in the place of the one before it, in the order of `names` and latencies. Pure. */
export function mergeResult(
  results: readonly KeptResult[],
  added: KeptResult,
  names: readonly string[],
): readonly KeptResult[] {
  const others = results.filter(
    ({ scenario, latencyMs }) => scenario !== added.scenario || latencyMs !== added.latencyMs,
  );
  return [...others, added].toSorted(
    (a, b) => names.indexOf(a.scenario) - names.indexOf(b.scenario) || a.latencyMs - b.latencyMs,
  );
}
