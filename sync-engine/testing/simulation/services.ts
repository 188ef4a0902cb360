import { Random } from '../properties/random.ts';
import type { SimulationCase } from './simulation-case.ts';

/** So many more files are there from the start: what comes in archives has to be many. */
const MORE_ITEMS = 8;

/** The same case on a server that brings many things with one request. */
export function withServices(simulated: SimulationCase): SimulationCase {
  const random = new Random(simulated.seed ^ 0x5e71ce);
  const more = Array.from({ length: MORE_ITEMS }, () => random.below(1_000_000));
  return { ...simulated, items: [...simulated.items, ...more], server: { ...simulated.server, hasServices: true } };
}
