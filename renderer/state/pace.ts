/** Of the time in which the same is asked again and again, this part is for answers. */
const WORKING_SHARE = 0.2;

/** A question, and the rest after it. */
export interface Paced<Value> {
  readonly ask: () => Promise<Value>;
  readonly rest: () => Promise<void>;
}

/** Rests the longer the longer an answer takes, so that whoever answers has time for its work. Times in ms. */
export function pace<Value>(ask: () => Promise<Value>, nowMs: () => number): Paced<Value> {
  let tookMs = 0;
  return {
    async ask() {
      const begunMs = nowMs();
      const value = await ask();
      tookMs = nowMs() - begunMs;
      return value;
    },
    rest: () =>
      new Promise((resolve) => {
        setTimeout(resolve, tookMs / WORKING_SHARE - tookMs);
      }),
  };
}
