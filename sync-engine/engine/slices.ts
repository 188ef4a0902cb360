import type { Steps } from '../core/model/steps.ts';

/** Says that others should have their turn now, by a promise that resolves when they have had it; else undefined. */
export type GiveWay = () => Promise<void> | undefined;

/** Goes through a computation, and gives way between its steps; in one go where nobody wants that. Rejects with what it throws. */
export async function inSlices<Value>(steps: Steps<Value>, giveWay: GiveWay | undefined): Promise<Value> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const turn = giveWay?.();
    if (turn !== undefined) await turn;
  }
}
