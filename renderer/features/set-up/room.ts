import type { SummedSize } from '../../components/directory-choice/selection-model.ts';
import { isLowerBound } from '../../components/directory-choice/selection-model.ts';
import type { Inspection } from '../../state/use-inspection.ts';

/** What a first choice does to the disk it goes to, in bytes. */
export interface Room {
  readonly freeBytes: number;
  /** What is free when all has come. */
  readonly freeAfterBytes: number;
  /** What must stay free. */
  readonly reserveBytes: number;
  /**
   * - `short`: nothing is here yet, so much comes in any case, and too little would be left.
   * - `maybe-short`: so it looks, but some of it may be here already, or less may come.
   */
  readonly verdict: 'enough' | 'maybe-short' | 'short';
}

/** Whether what was selected finds room at a place; undefined while server or disk have not told enough. Pure. */
export function judgeRoom(selected: SummedSize | undefined, inspection: Inspection | undefined): Room | undefined {
  const { freeBytes, reserveBytes = 0, kind } = inspection ?? {};
  if (selected === undefined || freeBytes === undefined) return undefined;
  const freeAfterBytes = Math.max(0, freeBytes - selected.bytes);
  const isShort = selected.bytes > 0 && freeBytes - selected.bytes < reserveBytes;
  const isCertain = isLowerBound(selected) && (kind === 'missing' || kind === 'empty');
  const verdict = isShort ? (isCertain ? 'short' : 'maybe-short') : 'enough';
  return { freeBytes, freeAfterBytes, reserveBytes, verdict };
}
