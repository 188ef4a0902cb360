/**
 * A computation that can be interrupted: at each `yield` others may have their turn. What it reads must be the same after
 * it as before.
 */
export type Steps<Value> = Generator<void, Value, void>;

/** So many items of a list are looked at in one step: a millisecond or less. */
export const ITEMS_IN_STEP = 1_000;

/** All steps in one go. Throws what they throw. */
export function finish<Value>(steps: Steps<Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** All of a list, with an end of a step after every `ITEMS_IN_STEP` of it. */
export function* stepThrough<Item>(items: Iterable<Item>, visit: (item: Item) => void): Steps<void> {
  let left = ITEMS_IN_STEP;
  for (const item of items) {
    visit(item);
    left -= 1;
    if (left > 0) continue;
    left = ITEMS_IN_STEP;
    yield;
  }
}
