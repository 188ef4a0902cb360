import type { NameFault } from './name-fault.ts';
import type { Problem, ProblemCode } from './problem.ts';
import type { Side } from './side.ts';

/** What another name would do for an item that is not synced. */
export interface Renaming {
  /** Where the item gets the name; the other side follows by itself. */
  readonly side: Side;
  /** A name that is legal everywhere and free; undefined when only a person knows a better one. */
  readonly proposal: string | undefined;
  /** Which rule the name breaks; absent where only the system or the server knows. */
  readonly fault?: NameFault;
}

/** Where another name would help; `shown`: on the side of the problem. */
const SIDES: ReadonlyMap<ProblemCode, Side | 'shown'> = new Map([
  ['name-not-allowed-on-server', 'local'],
  ['name-refused-by-server', 'local'],
  ['name-not-allowed-here', 'remote'],
  ['local-name-refused', 'remote'],
  ['name-clash', 'shown'],
  ['name-reserved', 'shown'],
]);

/** The side on which another name would end a problem; undefined when the name is not the trouble. Pure. */
export function findRenamingSide({ code, side }: Pick<Problem, 'code' | 'side'>): Side | undefined {
  const where = SIDES.get(code);
  return where === 'shown' ? side : where;
}
