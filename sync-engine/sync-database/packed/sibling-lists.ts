import { createIntegerColumn } from './growing-column.ts';

type Column = ReturnType<typeof createIntegerColumn>;

/** The members of each directory in the order in which they came to it. All are numbers of rows. */
export class SiblingLists {
  /** All columns hold the number of a row, plus 1; 0 is none. */
  readonly #first: Column;
  readonly #next: Column;
  /** Of the first one it is the last one. */
  readonly #previous: Column;

  constructor(first = createIntegerColumn(), next = createIntegerColumn(), previous = createIntegerColumn()) {
    this.#first = first;
    this.#next = next;
    this.#previous = previous;
  }

  /** One that can change on its own. */
  copy(): SiblingLists {
    return new SiblingLists(this.#first.copy(), this.#next.copy(), this.#previous.copy());
  }

  *list(directory: number): Generator<number> {
    for (let row = this.#first.get(directory); row !== 0; row = this.#next.get(row - 1)) yield row - 1;
  }

  add(directory: number, row: number): void {
    const first = this.#first.get(directory);
    const last = first === 0 ? row + 1 : this.#previous.get(first - 1);
    if (first === 0) this.#first.set(directory, row + 1);
    else {
      this.#next.set(last - 1, row + 1);
      this.#previous.set(first - 1, row + 1);
    }
    this.#previous.set(row, last);
    this.#next.set(row, 0);
  }

  remove(directory: number, row: number): void {
    const first = this.#first.get(directory);
    const [next, previous] = [this.#next.get(row), this.#previous.get(row)];
    if (first === row + 1) this.#first.set(directory, next);
    else this.#next.set(previous - 1, next);
    const after = next === 0 ? this.#first.get(directory) : next;
    if (after !== 0) this.#previous.set(after - 1, previous);
  }
}
