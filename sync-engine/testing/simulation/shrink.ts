import { runCase } from './run-case.ts';
import type { CaseEvent, SimulationCase } from './simulation-case.ts';

/** Runs that shrinking may take: enough for the longest cases, and over in seconds. */
const MAX_RUNS = 400;

/**
 * The smallest case found that still breaks the rule: leaves out events (users' and faults' alike), then items of the
 * start, first many at once and then one by one.
 */
export async function shrink(failing: SimulationCase, rule: string): Promise<SimulationCase> {
  let runsLeft = MAX_RUNS;
  const stillFails = async (candidate: SimulationCase): Promise<boolean> => {
    runsLeft -= 1;
    if (runsLeft < 0) return false;
    const { violation } = await runCase(candidate, { mutation: undefined, trace: undefined });
    return violation?.rule === rule;
  };
  for (let smallest = failing; ;) {
    const smaller = await shrinkOnce(smallest, stillFails);
    if (sizeOf(smaller) === sizeOf(smallest)) return smaller;
    smallest = smaller;
  }
}

async function shrinkOnce(
  failing: SimulationCase,
  stillFails: (candidate: SimulationCase) => Promise<boolean>,
): Promise<SimulationCase> {
  let smallest = failing;
  for (let round = failing.rounds.length - 1; round >= 0; round -= 1) {
    const build = (events: readonly CaseEvent[]): SimulationCase => withRound(smallest, round, events);
    smallest = build(await dropFrom(smallest.rounds[round] ?? [], async (events) => stillFails(build(events))));
  }
  const items = await dropFrom(smallest.items, async (rest) => stillFails({ ...smallest, items: rest }));
  return { ...smallest, items };
}

function sizeOf({ items, rounds }: SimulationCase): number {
  return items.length + rounds.flat().length;
}

/** Rounds keep their number, so that what happens between them stays comparable. */
function withRound(simulated: SimulationCase, index: number, events: readonly CaseEvent[]): SimulationCase {
  return { ...simulated, rounds: simulated.rounds.map((round, at) => (at === index ? events : round)) };
}

/** Leaves out halves, quarters … single entries as long as the rest still fails. */
async function dropFrom<Entry>(
  entries: readonly Entry[],
  stillFails: (rest: readonly Entry[]) => Promise<boolean>,
): Promise<readonly Entry[]> {
  let rest = entries;
  for (let size = Math.ceil(rest.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < rest.length;) {
      const candidate = [...rest.slice(0, start), ...rest.slice(start + size)];
      if (await stillFails(candidate)) rest = candidate;
      else start += size;
    }
  }
  return rest;
}
