/** Enough for a small folder. */
const FIRST_LENGTH = 64;

/** A column of numbers by row, 0 where nothing was set. Grows by half, so that little of it is empty. */
export class GrowingColumn<Numbers extends Int32Array | Float64Array> {
  #numbers: Numbers;
  readonly #allocate: (length: number) => Numbers;

  constructor(allocate: (length: number) => Numbers, numbers: Numbers = allocate(FIRST_LENGTH)) {
    this.#allocate = allocate;
    this.#numbers = numbers;
  }

  get(row: number): number {
    return this.#numbers[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (row >= this.#numbers.length) this.#grow(row + 1);
    this.#numbers[row] = value;
  }

  /** One that can change on its own. */
  copy(): GrowingColumn<Numbers> {
    return new GrowingColumn(this.#allocate, this.#numbers.slice() as Numbers);
  }

  #grow(neededLength: number): void {
    const numbers = this.#allocate(Math.max(neededLength, Math.ceil(this.#numbers.length * 1.5)));
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}

/** For numbers of rows. */
export function createIntegerColumn(): GrowingColumn<Int32Array> {
  return new GrowingColumn((length) => new Int32Array(length));
}

/** For addresses of records. */
export function createAddressColumn(): GrowingColumn<Float64Array> {
  return new GrowingColumn((length) => new Float64Array(length));
}
