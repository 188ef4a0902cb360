import { randomInt } from 'node:crypto';
import type { GrowingColumn } from './growing-column.ts';
import { createAddressColumn, createIntegerColumn } from './growing-column.ts';
import { RecordHeap } from './record-heap.ts';
import { RecordWriter } from './record-writer.ts';

const FIRST_SLOTS = 64;
/** Of FNV-1a. */
const HASH_FACTOR = 0x01000193;
const HASH_STARTS = 2 ** 32;

interface KeyTableParts {
  readonly heap: RecordHeap;
  readonly addresses: GrowingColumn<Float64Array>;
  readonly hashes: GrowingColumn<Int32Array>;
  readonly slots: Int32Array;
  readonly size: number;
  /** Nobody outside knows it: a server that chooses its ids could make all of them meet in one slot. */
  readonly hashStart: number;
}

function emptyParts(): KeyTableParts {
  return {
    heap: new RecordHeap(),
    addresses: createAddressColumn(),
    hashes: createIntegerColumn(),
    slots: new Int32Array(FIRST_SLOTS),
    size: 0,
    hashStart: randomInt(HASH_STARTS),
  };
}

/** Numbers texts from 0 on, in the order in which they come, and finds the number of a text. */
export class KeyTable {
  readonly #heap: RecordHeap;
  readonly #addresses: GrowingColumn<Float64Array>;
  readonly #hashes: GrowingColumn<Int32Array>;
  readonly #writer = new RecordWriter();
  /** Open addressing: the number of a text, plus 1. */
  #slots: Int32Array;
  #size: number;
  readonly #hashStart: number;

  constructor(parts: KeyTableParts = emptyParts()) {
    this.#heap = parts.heap;
    this.#addresses = parts.addresses;
    this.#hashes = parts.hashes;
    this.#slots = parts.slots;
    this.#size = parts.size;
    this.#hashStart = parts.hashStart;
  }

  /** One that can change on its own. */
  copy(): KeyTable {
    return new KeyTable({
      heap: this.#heap.copy(),
      addresses: this.#addresses.copy(),
      hashes: this.#hashes.copy(),
      slots: this.#slots.slice(),
      size: this.#size,
      hashStart: this.#hashStart,
    });
  }

  get size(): number {
    return this.#size;
  }

  /** -1 when it is not there. */
  find(text: string): number {
    return (this.#slots[this.#findSlot(text, this.#hash(text))] ?? 0) - 1;
  }

  /** The number of a text, known or new. */
  add(text: string): number {
    const hashed = this.#hash(text);
    const slot = this.#findSlot(text, hashed);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    const number = this.#size;
    this.#writer.start();
    this.#writer.text(text);
    this.#addresses.set(number, this.#heap.add(this.#writer.take()));
    this.#hashes.set(number, hashed);
    this.#size += 1;
    this.#slots[slot] = this.#size;
    // At most two thirds are taken.
    if (this.#size * 3 > this.#slots.length * 2) this.#rehash();
    return number;
  }

  textOf(number: number): string {
    return this.#heap.read(this.#addresses.get(number)).requiredText();
  }

  /** Of the text, or the free one where it would be. */
  #findSlot(text: string, hashed: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashed & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] ?? 0;
      if (known === 0) return slot;
      if (this.#hashes.get(known - 1) === hashed && this.textOf(known - 1) === text) return slot;
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let slot = this.#hashes.get(number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }

  #hash(text: string): number {
    let hashed = this.#hashStart | 0;
    for (let at = 0; at < text.length; at += 1) hashed = Math.imul(hashed ^ text.charCodeAt(at), HASH_FACTOR);
    // The low bits choose the slot; what comes last in a text has hardly reached them.
    return hashed ^ (hashed >>> 15);
  }
}
